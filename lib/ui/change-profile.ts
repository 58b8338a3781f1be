import type { ProfileId } from '../core/profile.ts';
import type { Profile } from '../protocol/profile.ts';
import type { Settings } from '../protocol/settings.ts';

/** Settings with one profile changed; the same when it is no longer there. */
export function changeProfile(
  settings: Settings,
  id: ProfileId,
  change: (profile: Profile) => Profile,
): Settings {
  const changed = (profile: Profile) => (profile.id === id ? change(profile) : profile);
  const [first, ...others] = settings.profiles;
  return { ...settings, profiles: [changed(first), ...others.map(changed)] };
}
