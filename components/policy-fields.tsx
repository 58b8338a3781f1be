import { useId } from 'preact/hooks';
import { policyCalls } from '../lib/protocol/policy-explained.ts';
import { type ExpiryKind, expiryKinds, type PolicyDraft, type PolicyField } from '../lib/ui/policy-draft.ts';
import { callText } from '../lib/ui/policy-text.ts';
import { type MessageKey, t } from '../lib/ui/translate.ts';
import { ChoiceField, TextField } from './field.tsx';

interface PolicyFieldsProps {
  readonly draft: PolicyDraft;
  /** The field that can't be used as it is. */
  readonly faulty: PolicyField | 'secret' | undefined;
  edit(changed: Partial<PolicyDraft>): void;
}

/** What a new policy is to say; the secret is asked for elsewhere. */
export function PolicyFields({ draft, faulty, edit }: PolicyFieldsProps) {
  return (
    <>
      <CallChoice draft={draft} edit={edit} />
      <ExpiryChoice draft={draft} edit={edit} isFaulty={faulty === 'expiry'} />
      <TextField
        label={t('policyPath')}
        value={draft.path}
        hint={t('hintPolicyPattern')}
        onInput={(path) => edit({ path })}
      />
      <TextField
        label={t('policyContainer')}
        value={draft.container}
        hint={t('hintPolicyPattern')}
        onInput={(container) => edit({ container })}
      />
      <div class="policy-pair">
        <TextField
          label={t('policyMinSize')}
          value={draft.minSize}
          onInput={(minSize) => edit({ minSize })}
        />
        <TextField
          label={t('policyMaxSize')}
          value={draft.maxSize}
          onInput={(maxSize) => edit({ maxSize })}
        />
      </div>
      <TextField
        label={t('policyOneHandle')}
        value={draft.handle}
        hint={t('hintPolicyHandle')}
        onInput={(handle) => edit({ handle })}
      />
    </>
  );
}

type DraftProps = Pick<PolicyFieldsProps, 'draft' | 'edit'>;

function CallChoice({ draft, edit }: DraftProps) {
  const id = useId();
  return (
    <fieldset class="policy-call-choice">
      <legend>{t('policyCalls')}</legend>
      {policyCalls.map((call) => (
        <div class="check-field" key={call}>
          <input
            id={`${id}-${call}`}
            type="checkbox"
            checked={draft.calls.includes(call)}
            onChange={({ currentTarget: { checked } }) =>
              edit({
                calls: policyCalls.filter((one) => (one === call ? checked : draft.calls.includes(one))),
              })
            }
          />
          <label for={`${id}-${call}`}>
            <code>{call}</code> {callText(call)}
          </label>
        </div>
      ))}
    </fieldset>
  );
}

const kindKeys: Readonly<Record<ExpiryKind, MessageKey>> = {
  days: 'expiryDays',
  hours: 'expiryHours',
  moment: 'expiryMoment',
};

function ExpiryChoice({ draft, edit, isFaulty }: DraftProps & { readonly isFaulty: boolean }) {
  const id = useId();
  const isMoment = draft.expiryKind === 'moment';
  return (
    <div class="policy-pair">
      <ChoiceField
        label={t('fieldExpiryKind')}
        value={draft.expiryKind}
        choices={expiryKinds.map((value) => ({ value, label: t(kindKeys[value]) }))}
        onInput={(value) => edit({ expiryKind: expiryKinds.find((kind) => kind === value) ?? 'days' })}
      />
      <div class="field">
        <label for={id}>{t(isMoment ? 'fieldExpiryMoment' : 'fieldExpiryCount')}</label>
        {isMoment ? (
          <input
            id={id}
            type="datetime-local"
            value={draft.expiryMoment}
            aria-invalid={isFaulty}
            onInput={({ currentTarget: { value } }) => edit({ expiryMoment: value })}
          />
        ) : (
          <input
            id={id}
            type="text"
            inputmode="decimal"
            value={draft.expiryCount}
            autocomplete="off"
            aria-invalid={isFaulty}
            onInput={({ currentTarget: { value } }) => edit({ expiryCount: value })}
          />
        )}
      </div>
    </div>
  );
}
