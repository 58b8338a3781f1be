import { createContext } from 'preact';
import { useContext, useMemo } from 'preact/hooks';
import type { ProfileId } from '../lib/core/profile.ts';
import type { ProfileView } from '../lib/protocol/messages.ts';
import { profileName } from '../lib/ui/profile-name.ts';
import { t } from '../lib/ui/translate.ts';
import { ProfileMark } from './profile-mark.tsx';

type TagFacts = Pick<ProfileView, 'id' | 'name' | 'color'>;

/** What rows call the destinations; empty where there is only one, and nothing to tell apart. */
export const ProfileTagsContext = createContext<readonly TagFacts[]>([]);

/** The same between renders, as long as no destination has another name, colour or place: rows are not drawn anew. */
export function useProfileTags(profiles: readonly ProfileView[]): readonly TagFacts[] {
  const tags = profiles.length < 2 ? [] : profiles.map(({ id, name, color }) => ({ id, name, color }));
  const key = JSON.stringify(tags);
  // The key stands for them.
  return useMemo(() => tags, [key]);
}

/** Which destination an upload goes to. */
export function ProfileTag({ id }: { readonly id: ProfileId }) {
  const tags = useContext(ProfileTagsContext);
  if (tags.length === 0) return null;
  const index = tags.findIndex((tag) => tag.id === id);
  const tag = tags[index];
  return (
    <p class="upload-note profile-tag">
      <ProfileMark color={tag?.color ?? 'gray'} />
      <bdi>{tag === undefined ? t('profileGone') : profileName(tag, index)}</bdi>
    </p>
  );
}
