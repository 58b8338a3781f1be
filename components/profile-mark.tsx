import type { ProfileColor } from '../lib/core/profile.ts';

/** The colour of a profile. Its name is always beside it: nobody has to tell colours apart. */
export function ProfileMark({ color }: { readonly color: ProfileColor }) {
  return <span class="profile-mark" data-color={color} aria-hidden="true" />;
}
