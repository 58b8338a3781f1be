import { useId, useRef, useState } from 'preact/hooks';
import type { StoreOptions } from '../lib/core/store-options.ts';
import { newPolicyDraft, type PolicyDraft, type PolicyField, policyOf } from '../lib/ui/policy-draft.ts';
import { type SignedPolicy, signPolicy } from '../lib/ui/sign-policy.ts';
import { type MessageKey, t } from '../lib/ui/translate.ts';
import { Icon } from './icon.tsx';
import { PolicyFields } from './policy-fields.tsx';
import { SignedPolicyActions } from './signed-policy-actions.tsx';

interface PolicyMakerProps {
  /** The store defaults of the profile that the policy is for. */
  readonly store: StoreOptions;
  /** Takes policy and signature into the profile. */
  onUse(signed: SignedPolicy): void;
  /** The clock, in milliseconds since 1970. */
  nowMs?(): number;
}

type Fault = { readonly field: PolicyField | 'secret'; readonly text: MessageKey };

/**
 * Makes and signs a policy in the page. The app's secret is in its field until the policy is made, and nowhere else: it
 * is taken out of the field before it is used, and never in any state.
 */
export function PolicyMaker({ store, onUse, nowMs = Date.now }: PolicyMakerProps) {
  const id = useId();
  const secret = useRef<HTMLInputElement>(null);
  const [draft, setDraft] = useState(newPolicyDraft);
  const [fault, setFault] = useState<Fault>();
  const [signed, setSigned] = useState<SignedPolicy>();

  function edit(changed: Partial<PolicyDraft>): void {
    setDraft((now) => ({ ...now, ...changed }));
    setFault(undefined);
    setSigned(undefined);
  }

  async function make(): Promise<void> {
    const drafted = policyOf(draft, nowMs());
    if (drafted.kind === 'invalid') return setFault(drafted);
    const field = secret.current;
    const given = field?.value.trim() ?? '';
    if (field === null || given === '') return setFault({ field: 'secret', text: 'invalidPolicySecret' });
    field.value = '';
    setFault(undefined);
    setSigned(await signPolicy(drafted.policy, given));
  }

  function forgetSecret(): void {
    if (secret.current !== null) secret.current.value = '';
  }

  return (
    <details class="policy-maker" onToggle={forgetSecret}>
      <summary>{t('makePolicy')}</summary>
      <div class="policy-maker-fields">
        <PolicyFields draft={draft} faulty={fault?.field} edit={edit} />
        <div class="field">
          <label for={id}>{t('fieldAppSecret')}</label>
          <input
            id={id}
            ref={secret}
            type="password"
            autocomplete="off"
            spellcheck={false}
            aria-describedby={`${id}-hint`}
            aria-invalid={fault?.field === 'secret'}
          />
          <p id={`${id}-hint`} class="hint">
            {t('hintAppSecret')}
          </p>
        </div>
        <div class="policy-actions">
          <button type="button" onClick={() => void make()}>
            <Icon name="keyRound" />
            {t('signPolicy')}
          </button>
          <p role="alert" class="form-error">
            {fault !== undefined && t(fault.text)}
          </p>
        </div>
        <SignedPolicyActions signed={signed} store={store} nowMs={nowMs} onUse={onUse} />
      </div>
    </details>
  );
}
