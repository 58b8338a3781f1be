import type { Profile } from '../lib/protocol/profile.ts';
import { apiKeyForm, apiUrlForm, linkHostForm } from '../lib/ui/account-forms.ts';
import { t } from '../lib/ui/translate.ts';
import { AllowHostButton } from './allow-host-button.tsx';
import { PolicyExplained } from './policy-explained.tsx';
import { PolicyMaker } from './policy-maker.tsx';
import { SavedTextField } from './saved-text-field.tsx';
import { SecretField } from './secret-field.tsx';
import { SecurityFields } from './security-fields.tsx';

export interface ProfileSectionProps {
  readonly profile: Profile;
  /** Stores what changes at once. */
  saveProfile(change: (profile: Profile) => Profile): void;
}

/** Whose account a profile's uploads go through, and where its API is. */
export function ProfileAccountSection({ profile, saveProfile }: ProfileSectionProps) {
  const { apiKey, policy, signature, apiUrl, store } = profile;
  const set = (change: Partial<Profile>) => saveProfile((now) => ({ ...now, ...change }));
  return (
    <>
      <SecretField
        label={t('fieldApiKey')}
        stored={apiKey}
        form={apiKeyForm}
        onSave={(key) => set({ apiKey: key })}
      />
      <SecurityFields
        stored={{ policy, signature }}
        below={(shown) => <PolicyExplained policy={shown} store={store} />}
        onSave={set}
      />
      <PolicyMaker store={store} onUse={set} />
      <SavedTextField
        label={t('fieldApiUrl')}
        hint={t('hintApiUrl')}
        stored={apiUrl}
        form={apiUrlForm}
        below={() => (
          <AllowHostButton key={apiUrl} origin={apiUrl} label="allowHost" onAsk={() => undefined} />
        )}
        onSave={(url) => set({ apiUrl: url })}
      />
      <SavedTextField
        label={t('fieldLinkHost')}
        hint={t('hintLinkHost')}
        stored={profile.linkHost ?? ''}
        form={linkHostForm}
        onSave={(host) =>
          saveProfile(({ linkHost: _former, ...rest }) => ({
            ...rest,
            ...(host !== '' && { linkHost: host }),
          }))
        }
      />
    </>
  );
}
