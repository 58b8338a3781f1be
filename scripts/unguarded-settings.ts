import { noGuard } from '../lib/protocol/guard-settings.ts';
import { defaultProfile, type Profile } from '../lib/protocol/profile.ts';
import { defaultSettings, type Settings } from '../lib/protocol/settings.ts';

/** The defaults where nobody sits who could change their mind: uploads ask nothing and begin at once. */
export const unguardedSettings: Settings = { ...defaultSettings, guard: noGuard };

/** What differs from the defaults, with the fields of a single profile beside the others. */
export type SettingsChange = Partial<Settings> & Partial<Omit<Profile, 'id'>>;

/** Unguarded settings with these changes. */
export function settingsWith(change: SettingsChange): Settings {
  const { name, color, sites, apiKey, policy, signature, apiUrl, store, linkHost, ...others } = change;
  const given = { name, color, sites, apiKey, policy, signature, apiUrl, store, linkHost };
  const isGiven = ([, value]: readonly [string, unknown]): boolean => value !== undefined;
  const profile: Profile = {
    ...defaultProfile,
    ...Object.fromEntries(Object.entries(given).filter(isGiven)),
  };
  return { ...unguardedSettings, profiles: [profile], ...others };
}
