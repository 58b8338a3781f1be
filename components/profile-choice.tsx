import type { ProfileId } from '../lib/core/profile.ts';
import type { ProfileView } from '../lib/protocol/messages.ts';
import { profileName } from '../lib/ui/profile-name.ts';
import { t } from '../lib/ui/translate.ts';
import { ChoiceField } from './field.tsx';

interface ProfileChoiceProps {
  readonly profiles: readonly ProfileView[];
  /** Undefined for what the rules for sites say. */
  readonly chosen: ProfileId | undefined;
  onChoose(id: ProfileId | undefined): void;
}

/** Where pictures of pages go, where there is something to choose. */
export function ProfileChoice({ profiles, chosen, onChoose }: ProfileChoiceProps) {
  if (profiles.length < 2) return null;
  return (
    <div class="profile-choice">
      <ChoiceField
        label={t('targetLabel')}
        value={chosen ?? ''}
        choices={[
          { value: '', label: t('targetBySite') },
          ...profiles.map((profile, index) => ({ value: profile.id, label: profileName(profile, index) })),
        ]}
        onInput={(value) => onChoose(profiles.find(({ id }) => id === value)?.id)}
      />
    </div>
  );
}
