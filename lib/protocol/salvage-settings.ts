import * as v from 'valibot';
import { profileSchema } from './profile.ts';
import { defaultSettings, type Settings, settingsSchema, upgradeSettings } from './settings.ts';

/**
 * What can be read of settings that can't be read as a whole, with the defaults for the rest: each part by itself, and of
 * the profiles those that are good.
 * @returns undefined when no part of them can be read
 */
export function salvageSettings(stored: unknown): Settings | undefined {
  const raw = v.safeParse(v.record(v.string(), v.unknown()), upgradeSettings(stored));
  if (!raw.success) return undefined;
  const profiles = v.safeParse(v.array(v.unknown()), raw.output['profiles']);
  const goodProfiles = profiles.success ? profiles.output.filter((one) => v.is(profileSchema, one)) : [];

  let settings = defaultSettings;
  let hasAny = false;
  for (const [name, value] of Object.entries({ ...raw.output, profiles: goodProfiles })) {
    const tried = v.safeParse(settingsSchema, { ...settings, [name]: value });
    if (!tried.success || !Object.hasOwn(settingsSchema.entries, name)) continue;
    settings = tried.output;
    hasAny = true;
  }
  return hasAny ? settings : undefined;
}
