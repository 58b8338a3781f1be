import { readStorePath, withPath } from '../core/store-path.ts';
import type { ProfileView, Request } from '../protocol/messages.ts';

/** Where what is handed over next goes, as far as a page has a say in it. */
export type ChosenTarget = Pick<Extract<Request, { type: 'add-file' }>, 'profile' | 'path'>;

/** What a person has chosen on a page: nothing, until they do. */
export interface TargetDraft {
  readonly profile?: ProfileView['id'];
  /** As it is written; absent for the folder of the profile. */
  readonly folder?: string;
}

/** The chosen profile, or the default when none is chosen or it is no longer there. */
export function draftProfile(
  profiles: readonly [ProfileView, ...ProfileView[]],
  draft: TargetDraft,
): ProfileView {
  return profiles.find(({ id }) => id === draft.profile) ?? profiles[0];
}

/** What is in the field for the folder. */
export function draftFolder({ target }: ProfileView, { folder }: TargetDraft): string {
  return folder ?? target.path ?? '';
}

/**
 * What goes along with a request: what the page shows, whatever the settings have become. Undefined when the folder can't
 * be used.
 */
export function chosenTarget(profile: ProfileView, { folder }: TargetDraft): ChosenTarget | undefined {
  if (folder === undefined) return { profile: profile.id };
  const path = readStorePath(folder);
  return path === undefined ? undefined : { profile: profile.id, path };
}

/** Where that is, for words. */
export function shownTarget({ target }: ProfileView, { path }: ChosenTarget): ProfileView['target'] {
  return withPath(target, path);
}
