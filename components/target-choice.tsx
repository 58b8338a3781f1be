import { useId } from 'preact/hooks';
import { readStorePath } from '../lib/core/store-path.ts';
import type { ProfileView } from '../lib/protocol/messages.ts';
import { draftFolder, type TargetDraft } from '../lib/ui/chosen-target.ts';
import { placeName } from '../lib/ui/place-text.ts';
import { profileName } from '../lib/ui/profile-name.ts';
import { t } from '../lib/ui/translate.ts';
import { ChoiceField } from './field.tsx';
import { ProfileMark } from './profile-mark.tsx';

interface TargetChoiceProps {
  readonly profiles: readonly [ProfileView, ...ProfileView[]];
  /** The one that is chosen. */
  readonly profile: ProfileView;
  readonly draft: TargetDraft;
  onChange(draft: TargetDraft): void;
}

/** Where the next files go: to see it before they are sent, and to change it for them alone. */
export function TargetChoice({ profiles, profile, draft, onChange }: TargetChoiceProps) {
  return (
    <div class="target-choice">
      {profiles.length > 1 ? (
        <div class="target-profile">
          <ProfileMark color={profile.color} />
          <ChoiceField
            label={t('targetLabel')}
            value={profile.id}
            choices={profiles.map((each, index) => ({ value: each.id, label: profileName(each, index) }))}
            onInput={(value) => {
              const chosen = profiles.find(({ id }) => id === value);
              // Each has a folder of its own.
              if (chosen !== undefined) onChange({ profile: chosen.id });
            }}
          />
        </div>
      ) : (
        <p class="target-place">
          <span class="target-label">{t('targetLabel')}</span>
          <bdi>{placeName(profile.target)}</bdi>
        </p>
      )}
      <FolderField
        value={draftFolder(profile, draft)}
        onInput={(folder) => onChange({ ...draft, profile: profile.id, folder })}
      />
    </div>
  );
}

function FolderField({ value, onInput }: { readonly value: string; onInput(value: string): void }) {
  const id = useId();
  const isWrong = readStorePath(value) === undefined;
  return (
    <div class="field">
      <label for={id}>{t('targetFolder')}</label>
      <input
        id={id}
        type="text"
        // The hint in an empty field runs as the page does.
        dir={value === '' ? undefined : 'auto'}
        value={value}
        autocomplete="off"
        spellcheck={false}
        placeholder={t('targetNoFolder')}
        aria-invalid={isWrong}
        aria-describedby={isWrong ? `${id}-fault` : undefined}
        onInput={(event) => onInput(event.currentTarget.value)}
      />
      {isWrong && (
        <p id={`${id}-fault`} role="alert" class="fault">
          {t('targetFolderUnusable')}
        </p>
      )}
    </div>
  );
}
