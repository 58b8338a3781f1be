import * as v from 'valibot';
import type { ProfileId } from '../core/profile.ts';
import type { Profile } from './profile.ts';
import { type Settings, settingsSchema } from './settings.ts';
import type { OpenProfile, ProfileSecrets, SettingsFile } from './settings-file.ts';

/** Files and keys of a profile would go to another host than now. */
export interface HostChange {
  readonly id: ProfileId;
  /** Of the profile as the file calls it. */
  readonly profileName: string;
  /** Undefined for a profile that is new. */
  readonly oldUrl: string | undefined;
  readonly newUrl: string;
}

/** What an import makes of the settings of this moment. */
export interface SettingsImport {
  readonly settings: Settings;
  /** To be confirmed before anything is stored. */
  readonly hostChanges: readonly HostChange[];
  /** Profiles whose keys are taken out, since they are for the host that the profile leaves. */
  readonly cleared: readonly ProfileId[];
}

const noSecrets = { apiKey: '', policy: '', signature: '' } as const;
type Secrets = Readonly<Record<keyof typeof noSecrets, string>>;

/**
 * What a file makes of settings. Profiles that it does not have stay, behind those that it has. Keys that it does not
 * bring stay as well, unless the profile would carry them to another host.
 * @param secrets those of the file, once they are opened
 * @returns undefined when there would be more profiles than there may be
 */
export function importSettings(
  { profiles, others }: SettingsFile,
  secrets: ProfileSecrets,
  now: Settings,
): SettingsImport | undefined {
  const joined = profiles.map((open) => {
    const old = now.profiles.find(({ id }) => id === open.id);
    const brought = secrets.find(({ id }) => id === open.id);
    return { old, ...joinProfile(open, brought, old) };
  });
  const kept = now.profiles.filter(({ id }) => profiles.every((profile) => profile.id !== id));
  const result = v.safeParse(settingsSchema, {
    ...now,
    ...others,
    profiles: [...joined.map(({ profile }) => profile), ...kept],
  });
  if (!result.success) return undefined;
  const known = new Set(now.profiles.map(({ apiUrl }) => originOf(apiUrl)));
  return {
    settings: result.output,
    hostChanges: joined
      .filter(({ profile, old }) =>
        old === undefined ? !known.has(originOf(profile.apiUrl)) : isOtherHost(profile, old),
      )
      .map(({ profile: { id, name, apiUrl }, old }) => ({
        id,
        profileName: name,
        oldUrl: old?.apiUrl,
        newUrl: apiUrl,
      })),
    cleared: joined.filter(({ isCleared }) => isCleared).map(({ profile }) => profile.id),
  };
}

function joinProfile(
  open: OpenProfile,
  brought: Secrets | undefined,
  old: Profile | undefined,
): { readonly profile: Profile; readonly isCleared: boolean } {
  if (brought !== undefined && hasSecrets(brought)) {
    const { apiKey, policy, signature } = brought;
    return { profile: { ...open, apiKey, policy, signature }, isCleared: false };
  }
  if (old === undefined) return { profile: { ...open, ...noSecrets }, isCleared: false };
  if (isOtherHost(open, old)) return { profile: { ...open, ...noSecrets }, isCleared: hasSecrets(old) };
  const { apiKey, policy, signature } = old;
  return { profile: { ...open, apiKey, policy, signature }, isCleared: false };
}

function hasSecrets({ apiKey, policy, signature }: Secrets): boolean {
  return apiKey !== '' || policy !== '' || signature !== '';
}

type Addressed = Pick<Profile, 'apiUrl'>;

const originOf = (url: string) => new URL(url).origin;

function isOtherHost(a: Addressed, b: Addressed): boolean {
  return originOf(a.apiUrl) !== originOf(b.apiUrl);
}
