import type { Menus, Tabs } from 'webextension-polyfill';
import { browser } from 'wxt/browser';
import type { ProfileId } from '../../lib/core/profile.ts';
import type { Engine } from '../../lib/engine/engine.ts';
import { openPicker } from '../../lib/platform/open-picker.ts';
import { isInPrivateWindow } from '../../lib/platform/private-window.ts';
import { loadSettings, onSettingsChanged } from '../../lib/platform/settings-store.ts';
import { openSidePanel } from '../../lib/platform/side-panel.ts';
import { type MessageKey, t } from '../../lib/ui/translate.ts';
import {
  type Capture,
  captureFrame,
  captureLink,
  captureMedia,
  capturePicture,
  captureSelection,
  type MenuClick,
} from './menu-captures.ts';
import { captureClicked, createProfileMenu, pageContexts, profileOfClick } from './profile-menu.ts';
import { captureFullPage, captureRegion, captureScreenshot } from './screen-captures.ts';
import { profileFor, targetFromSettings } from './target-from-settings.ts';

/** Begins an upload. */
type Add = (capture: Capture, chosen?: ProfileId) => Promise<unknown>;

/** Nothing, where the person has thought better of it. */
type Captured = Capture | Promise<Capture | undefined>;

interface MenuItem {
  readonly title: MessageKey;
  readonly contexts: [Menus.ContextType, ...Menus.ContextType[]];
  capture(click: MenuClick, add: Add): Captured;
}

interface MenuPage extends Pick<MenuItem, 'title' | 'contexts'> {
  open(tab: Tabs.Tab | undefined): Promise<unknown>;
}

/** The entries of the context menu, in their order. One alone stands in the menu itself, several in a submenu. */
const items: Readonly<Record<string, MenuItem>> = {
  'upload-image': { title: 'menuUploadImage', contexts: ['image'], capture: capturePicture },
  'upload-media': { title: 'menuUploadMedia', contexts: ['video', 'audio'], capture: captureMedia },
  'upload-frame': { title: 'menuUploadFrame', contexts: ['video'], capture: captureFrame },
  'upload-link': { title: 'menuUploadLink', contexts: ['link'], capture: captureLink },
  'upload-selection': { title: 'menuUploadSelection', contexts: ['selection'], capture: captureSelection },
  'upload-screenshot': { title: 'menuUploadScreenshot', contexts: pageContexts, capture: captureScreenshot },
  'upload-region': { title: 'menuUploadRegion', contexts: pageContexts, capture: captureRegion },
  'upload-full-page': { title: 'menuUploadFullPage', contexts: pageContexts, capture: captureFullPage },
};

/** The entries that open pages of ours; most of them in the toolbar button's menu alone. */
const pages: Readonly<Record<string, MenuPage>> = {
  // To a browser a canvas is neither a picture nor the page: only what is there for everything is there for it.
  'choose-images': { title: 'menuChooseImages', contexts: ['all'], open: openPicker },
  'open-side-panel': {
    title: 'menuOpenSidePanel',
    contexts: ['action'],
    open: (tab) => openSidePanel(tab?.windowId),
  },
  'open-uploads': {
    title: 'menuOpenUploads',
    contexts: ['action'],
    open: () => browser.tabs.create({ url: browser.runtime.getURL('/uploads.html') }),
  },
  'open-options': {
    title: 'menuOpenOptions',
    contexts: ['action'],
    open: () => browser.runtime.openOptionsPage(),
  },
};

/** What keys do, beside opening the popup and these pages; people can change them in the browser's own list of shortcuts. */
const commands: Readonly<Record<string, (tab: Tabs.Tab | undefined, add: Add) => Captured>> = {
  'upload-screenshot': (tab) => captureScreenshot({ tab }),
  'upload-region': (tab) => captureRegion({ tab }),
  'upload-full-page': (tab, add) => captureFullPage({ tab }, add),
};

function fillMenus(): void {
  for (const [id, { title, contexts }] of Object.entries({ ...items, ...pages })) {
    create({ id, title: t(title), contexts });
  }
}

/** What is there already stays as it is. */
function create(entry: Menus.CreateCreatePropertiesType): void {
  browser.contextMenus.create(entry, () => void browser.runtime.lastError);
}

/** Fills the context menu, and uploads what is chosen there or by a key. */
export function listenForCaptures({
  engine,
  recovered,
}: {
  engine: Engine;
  recovered: Promise<unknown>;
}): void {
  const showProfiles = createProfileMenu(async () => (await loadSettings()).profiles);
  browser.runtime.onInstalled.addListener(async () => {
    await browser.contextMenus.removeAll();
    fillMenus();
    await showProfiles();
  });
  // They have menus of their own and hear of no installation. To remove all entries would remove other windows', too.
  if (isInPrivateWindow()) {
    fillMenus();
    void showProfiles();
  }
  onSettingsChanged(() => void showProfiles());

  browser.contextMenus.onClicked.addListener(async (info, tab) => {
    const profile = profileOfClick(info.menuItemId);
    if (profile !== undefined) {
      await upload(captureClicked({ info, tab }), profile);
      return;
    }
    const captured = items[info.menuItemId]?.capture({ info, tab }, upload);
    if (captured === undefined) await pages[info.menuItemId]?.open(tab);
    else await uploadIfWanted(captured);
  });

  browser.commands.onCommand.addListener(async (command, tab) => {
    const captured = commands[command]?.(tab, upload);
    if (captured === undefined) await pages[command]?.open(tab);
    else await uploadIfWanted(captured);
  });

  async function uploadIfWanted(captured: Captured): Promise<void> {
    const capture = await captured;
    if (capture !== undefined) await upload(capture);
  }

  async function upload({ page, ...capture }: Capture, chosen?: ProfileId): Promise<void> {
    await recovered;
    const settings = await loadSettings();
    const profile = profileFor(settings, { chosen, page });
    if (profile === undefined) return;
    const target = await targetFromSettings(settings, profile, page);
    await engine.add({ ...capture, ...target, mimetype: '', sizeBytes: 0 });
  }
}
