import pLimit from 'p-limit';
import * as v from 'valibot';
import type { Menus } from 'webextension-polyfill';
import { browser } from 'wxt/browser';
import type { ProfileId } from '../../lib/core/profile.ts';
import { type Profiles, profileIdSchema } from '../../lib/protocol/profile.ts';
import { profileName } from '../../lib/ui/profile-name.ts';
import { t } from '../../lib/ui/translate.ts';
import {
  type Capture,
  captureLink,
  captureMedia,
  capturePicture,
  captureSelection,
  type MenuClick,
} from './menu-captures.ts';
import { captureScreenshot } from './screen-captures.ts';

const PARENT = 'upload-to';
const PREFIX = `${PARENT}:`;

type Contexts = [Menus.ContextType, ...Menus.ContextType[]];

/** Firefox, unlike Chromium, does not count a frame to its page. */
export const pageContexts: Contexts = import.meta.env.FIREFOX ? ['page', 'frame'] : ['page'];

/** Where the profiles are offered: wherever something can be uploaded. */
const contexts: Contexts = [...pageContexts, 'image', 'video', 'audio', 'link', 'selection'];

/** A browser reads `&` as the mark of an access key, and `%s` as what is selected. */
export function menuTitle(name: string): string {
  return name.replaceAll('&', '&&').replaceAll('%s', '%\u2060s');
}

/**
 * Puts the profiles into the menu of pages, in place of those that are there: none, where there is nothing to choose.
 * One change after the other, or entries of the one before would stay.
 */
export function createProfileMenu(profiles: () => Promise<Profiles>): () => Promise<void> {
  const inTurn = pLimit(1);
  return () => inTurn(async () => await fillMenu(await profiles()));
}

async function fillMenu(profiles: Profiles): Promise<void> {
  await browser.contextMenus.remove(PARENT).catch(() => undefined);
  if (profiles.length < 2) return;
  create({ id: PARENT, title: t('menuUploadTo'), contexts });
  for (const [index, profile] of profiles.entries()) {
    const title = menuTitle(profileName(profile, index));
    create({ id: `${PREFIX}${profile.id}`, parentId: PARENT, title, contexts });
  }
}

/** An entry may be there already: of another process of ours, or of one that was cut off. */
function create(entry: Menus.CreateCreatePropertiesType): void {
  browser.contextMenus.create(entry, () => void browser.runtime.lastError);
}

/** The profile that was chosen in the menu, if the click was on one: an id of the past, perhaps. */
export function profileOfClick(menuItemId: string | number): ProfileId | undefined {
  const id = String(menuItemId);
  if (!id.startsWith(PREFIX)) return undefined;
  const read = v.safeParse(profileIdSchema, id.slice(PREFIX.length));
  return read.success ? read.output : undefined;
}

/** What a click means that does not say what is wanted: the nearest thing under it, or what is seen of the page. */
export function captureClicked(click: MenuClick): Capture {
  const { mediaType, srcUrl, linkUrl, selectionText } = click.info;
  if (srcUrl !== undefined) return mediaType === 'image' ? capturePicture(click) : captureMedia(click);
  if (linkUrl !== undefined) return captureLink(click);
  return selectionText !== undefined ? captureSelection(click) : captureScreenshot(click);
}
