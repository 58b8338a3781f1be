import type { Naming, PageFacts } from '../../lib/core/job.ts';
import { asksFor, DEFAULT_NAME_TEMPLATE } from '../../lib/core/name-template.ts';
import { treatsPictures } from '../../lib/core/picture-options.ts';
import { type ProfileId, profileForSite } from '../../lib/core/profile.ts';
import type { Target } from '../../lib/engine/file-adder.ts';
import { uploadGuard } from '../../lib/engine/upload-guard.ts';
import { nextNumber } from '../../lib/platform/name-counter.ts';
import type { Profile } from '../../lib/protocol/profile.ts';
import { profileOf, type Settings } from '../../lib/protocol/settings.ts';

/**
 * What an upload is sent with: what the person has chosen, or what the rules say of its page. Undefined where the chosen
 * one is no longer there: nothing goes to another in its place.
 */
export function profileFor(
  settings: Settings,
  { chosen, page }: { readonly chosen?: ProfileId | undefined; readonly page?: PageFacts | undefined },
): Profile | undefined {
  if (chosen !== undefined) return profileOf(settings, chosen);
  return profileForSite(settings.profiles, page?.host ?? '');
}

/**
 * Where an upload that begins now goes, and how. Rejects when its name needs a number and none can be had.
 * @param page that it was captured from
 */
export async function targetFromSettings(
  settings: Settings,
  { id, store }: Profile,
  page?: PageFacts,
): Promise<Target> {
  const { upload: options, guard, nameTemplate, pictures } = settings;
  return {
    destination: { kind: 'filestack', profile: id },
    store,
    options,
    guard: uploadGuard(guard),
    ...(nameTemplate !== DEFAULT_NAME_TEMPLATE && { naming: await namingBy(nameTemplate, page) }),
    ...(treatsPictures(pictures) && { pictures }),
  };
}

async function namingBy(template: string, page: PageFacts | undefined): Promise<Naming> {
  const counter = asksFor(template, 'counter') ? await nextNumber() : undefined;
  // Of a page nothing is kept that no name needs.
  const namesPage = asksFor(template, 'host') || asksFor(template, 'title');
  return {
    template,
    ...(counter !== undefined && { counter }),
    ...(page !== undefined && namesPage && { page }),
  };
}
