import { useState } from 'preact/hooks';
import type { StoreOptions } from '../lib/core/store-options.ts';
import type { SignedPolicy } from '../lib/ui/sign-policy.ts';
import { type MessageKey, t } from '../lib/ui/translate.ts';
import { Icon } from './icon.tsx';
import { PolicyExplained } from './policy-explained.tsx';

interface SignedPolicyActionsProps {
  /** Undefined until it is made. */
  readonly signed: SignedPolicy | undefined;
  readonly store: StoreOptions;
  nowMs(): number;
  onUse(signed: SignedPolicy): void;
}

/** What a policy that was just made says, and where it may go. The signature itself is not shown. */
export function SignedPolicyActions({ signed, store, nowMs, onUse }: SignedPolicyActionsProps) {
  const [done, setDone] = useState<{ readonly of: SignedPolicy; readonly text: MessageKey }>();
  const isDone = signed !== undefined && done?.of === signed;
  // What was put beside the pointer is read out by the status alone.
  const status = <p role="status">{isDone ? t(done.text) : signed !== undefined && t('policySigned')}</p>;
  if (signed === undefined) return status;

  const copy = (text: string, said: MessageKey) =>
    navigator.clipboard.writeText(text).then(
      () => setDone({ of: signed, text: said }),
      () => setDone({ of: signed, text: 'policyNotCopied' }),
    );
  function use(made: SignedPolicy): void {
    onUse(made);
    setDone({ of: made, text: 'policyUsed' });
  }

  return (
    <>
      <PolicyExplained policy={signed.policy} store={store} nowMs={nowMs} />
      <div class="policy-actions">
        <button type="button" class="primary" onClick={() => use(signed)}>
          <Icon name="check" />
          {t('usePolicy')}
        </button>
        <button type="button" onClick={() => void copy(signed.policy, 'policyCopied')}>
          <Icon name="copy" />
          {t('copyPolicy')}
        </button>
        <button type="button" onClick={() => void copy(signed.signature, 'signatureCopied')}>
          <Icon name="copy" />
          {t('copySignature')}
        </button>
      </div>
      {status}
    </>
  );
}
