import type { ComponentChildren } from 'preact';
import { useId, useState } from 'preact/hooks';
import { apiKeyForm } from '../lib/ui/account-forms.ts';
import { linesOf, securityForm } from '../lib/ui/security-form.ts';
import type { ReadText } from '../lib/ui/text-form.ts';
import { t } from '../lib/ui/translate.ts';
import { TextField } from './field.tsx';
import type { ProvedAccount } from './use-proof.ts';
import { WayEnd } from './way-end.tsx';

type AccountFields = Pick<ProvedAccount, 'apiKey' | 'policy' | 'signature'>;

interface FilestackWayProps {
  readonly isRunning: boolean;
  /** The account has asked for a policy: only then there are fields for one. */
  readonly needsPolicy: boolean;
  readonly children: ComponentChildren;
  onTest(fields: AccountFields): void;
}

/** What is in the fields, by the rules of the options, or what is wrong with it. */
function readAccount({ apiKey, policy, signature }: AccountFields): ReadText<AccountFields> {
  const key = apiKeyForm.read(apiKey);
  if ('fault' in key) return key;
  if (key.value === '') return { fault: t('welcomeNoKey') };
  const security = securityForm.read(linesOf({ policy, signature }));
  return 'fault' in security ? security : { value: { apiKey: key.value, ...security.value } };
}

/** An account at Filestack: its API key is enough, unless it asks for a policy. */
export function FilestackWay({ isRunning, needsPolicy, children, onTest }: FilestackWayProps) {
  const id = useId();
  const [apiKey, setApiKey] = useState('');
  const [policy, setPolicy] = useState('');
  const [signature, setSignature] = useState('');
  const [fault, setFault] = useState<string>();
  const [hasAsked, setHasAsked] = useState(false);
  if (needsPolicy && !hasAsked) setHasAsked(true);

  function submit(event: Event): void {
    event.preventDefault();
    if (isRunning) return;
    const read = readAccount({ apiKey, policy, signature });
    setFault('fault' in read ? read.fault : undefined);
    if ('value' in read) onTest(read.value);
  }

  return (
    <section class="way" aria-labelledby={id}>
      <h2 id={id}>{t('welcomeFilestack')}</h2>
      <form onSubmit={submit} noValidate>
        <TextField
          label={t('fieldApiKey')}
          value={apiKey}
          hint={t('welcomeKeyHint')}
          maxLength={256}
          onInput={setApiKey}
        />
        {hasAsked && (
          <>
            <p>{t('welcomeNeedsPolicy')}</p>
            <TextField label={t('fieldPolicy')} value={policy} maxLength={8192} onInput={setPolicy} />
            <TextField label={t('fieldSignature')} value={signature} maxLength={256} onInput={setSignature} />
          </>
        )}
        <WayEnd label="welcomeTest" isPrimary isRunning={isRunning} fault={fault} />
      </form>
      {children}
    </section>
  );
}
