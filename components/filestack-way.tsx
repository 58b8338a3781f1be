import type { ComponentChildren } from 'preact';
import { useId, useState } from 'preact/hooks';
import { readPolicy } from '../lib/protocol/policy.ts';
import { type MessageKey, t } from '../lib/ui/translate.ts';
import { TextField } from './field.tsx';
import type { ProvedAccount } from './use-proof.ts';

type AccountFields = Pick<ProvedAccount, 'apiKey' | 'policy' | 'signature'>;

interface FilestackWayProps {
  readonly isRunning: boolean;
  /** The account has asked for a policy: only then there are fields for one. */
  readonly needsPolicy: boolean;
  readonly children: ComponentChildren;
  onTest(fields: AccountFields): void;
}

function faultOf({ apiKey, policy, signature }: AccountFields): MessageKey | undefined {
  if (apiKey === '') return 'welcomeNoKey';
  if ((policy === '') !== (signature === '')) return 'invalidSecurity';
  return policy !== '' && readPolicy(policy).policy === undefined ? 'welcomeBadPolicy' : undefined;
}

/** An account at Filestack: its API key is enough, unless it asks for a policy. */
export function FilestackWay({ isRunning, needsPolicy, children, onTest }: FilestackWayProps) {
  const id = useId();
  const [apiKey, setApiKey] = useState('');
  const [policy, setPolicy] = useState('');
  const [signature, setSignature] = useState('');
  const [fault, setFault] = useState<MessageKey>();
  const [hasAsked, setHasAsked] = useState(false);
  if (needsPolicy && !hasAsked) setHasAsked(true);

  function submit(event: Event): void {
    event.preventDefault();
    // Not `disabled`: a button that loses its focus loses the person who uses keys.
    if (isRunning) return;
    const fields = { apiKey: apiKey.trim(), policy: policy.trim(), signature: signature.trim() };
    const found = faultOf(fields);
    setFault(found);
    if (found === undefined) onTest(fields);
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
        <div class="form-end">
          <button type="submit" class="primary" aria-disabled={isRunning}>
            {t('welcomeTest')}
          </button>
          <span role="alert" class="form-error">
            {fault !== undefined && t(fault)}
          </span>
        </div>
      </form>
      {children}
    </section>
  );
}
