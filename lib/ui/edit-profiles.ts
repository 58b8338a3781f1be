import { MAX_PROFILES, type ProfileId, profileColors } from '../core/profile.ts';
import { defaultProfile, type Profile, type Profiles } from '../protocol/profile.ts';

/** With a new one at the end, in a colour that none has as yet; the same when there is no room. */
export function addProfile(profiles: Profiles, id: ProfileId): Profiles {
  if (profiles.length >= MAX_PROFILES) return profiles;
  const color = profileColors.find((each) => profiles.every((profile) => profile.color !== each)) ?? 'gray';
  const [first, ...others] = profiles;
  return [first, ...others, { ...defaultProfile, id, color }];
}

/** Without one; the last is never removed. */
export function removeProfile(profiles: Profiles, id: ProfileId): Profiles {
  const [first, ...others] = profiles.filter((profile) => profile.id !== id);
  return first === undefined ? profiles : [first, ...others];
}

/** With one in the first place, where the default is. */
export function makeDefault(profiles: Profiles, id: ProfileId): Profiles {
  const chosen = profiles.find((profile) => profile.id === id);
  return chosen === undefined ? profiles : [chosen, ...profiles.filter((profile) => profile.id !== id)];
}

/** The profile that is edited: the default when none is chosen, or when the chosen one was removed by another page. */
export function editedProfile(profiles: Profiles, id: ProfileId | undefined): Profile {
  return profiles.find((profile) => profile.id === id) ?? profiles[0];
}
