import type { Settings } from '../lib/protocol/settings.ts';
import { apiKeyForm, apiUrlForm } from '../lib/ui/account-forms.ts';
import { t } from '../lib/ui/translate.ts';
import { AllowHostButton } from './allow-host-button.tsx';
import { SavedTextField } from './saved-text-field.tsx';
import { SecretField } from './secret-field.tsx';
import { SecurityFields } from './security-fields.tsx';

type Account = Pick<Settings, 'apiKey' | 'policy' | 'signature' | 'apiUrl'>;

interface AccountSectionProps {
  readonly account: Account;
  /** Stores what changes at once. */
  saveAccount(change: Partial<Account>): void;
}

/** Whose account uploads go through, and where its API is. */
export function AccountSection({ account, saveAccount }: AccountSectionProps) {
  const { apiKey, policy, signature, apiUrl } = account;
  return (
    <>
      <SecretField
        label={t('fieldApiKey')}
        stored={apiKey}
        form={apiKeyForm}
        onSave={(key) => saveAccount({ apiKey: key })}
      />
      <SecurityFields stored={{ policy, signature }} onSave={saveAccount} />
      <SavedTextField
        label={t('fieldApiUrl')}
        hint={t('hintApiUrl')}
        stored={apiUrl}
        form={apiUrlForm}
        below={() => (
          <AllowHostButton key={apiUrl} origin={apiUrl} label="allowHost" onAsk={() => undefined} />
        )}
        onSave={(url) => saveAccount({ apiUrl: url })}
      />
    </>
  );
}
