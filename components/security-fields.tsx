import type { ComponentChildren } from 'preact';
import {
  enteredSecurity,
  linesOf,
  policyFault,
  type Security,
  securityForm,
  signatureFault,
} from '../lib/ui/security-form.ts';
import { t } from '../lib/ui/translate.ts';
import { EditedTextField } from './saved-text-field.tsx';
import { KeepButton } from './secret-field.tsx';
import { SecretSummary } from './secret-summary.tsx';
import { useSavedText } from './use-saved-text.ts';
import { useSecretEntry } from './use-secret-entry.ts';

interface SecurityFieldsProps {
  readonly stored: Security;
  /** What stands below them, of the policy that is stored or in its field. */
  below(policy: string): ComponentChildren;
  onSave(security: Security): void;
}

/** Policy and signature: stored together, removed together, and not shown once they are stored. */
export function SecurityFields({ stored, below, onSave }: SecurityFieldsProps) {
  const edited = useSavedText(stored, securityForm, onSave);
  const isStored = stored.policy !== '' || stored.signature !== '';
  const entry = useSecretEntry(edited, isStored ? linesOf(stored) : '', () =>
    onSave({ policy: '', signature: '' }),
  );
  if (entry.isSummary) {
    return (
      <>
        <SecretSummary
          label={t('optionsSecurity')}
          secret={stored.signature}
          replaceLabel={t('replaceNamed', t('optionsSecurity'))}
          removeLabel={t('removeNamed', t('optionsSecurity'))}
          {...entry}
        />
        {below(stored.policy)}
      </>
    );
  }

  const entered = edited.isEdited ? enteredSecurity(edited.text) : { policy: '', signature: '' };
  const [wrongPolicy, wrongSignature] = [policyFault(entered.policy), signatureFault(entered.signature)];
  // Said beside the one that is missing.
  const missing = wrongPolicy === undefined && wrongSignature === undefined ? edited.fault : undefined;
  const hasPolicy = entered.policy.trim() !== '';
  const faults = {
    policy: wrongPolicy ?? (hasPolicy ? undefined : missing),
    signature: wrongSignature ?? (hasPolicy ? missing : undefined),
  };
  const part = (name: keyof Security) => ({
    ...edited,
    text: entered[name],
    fault: faults[name],
    conflict: name === 'signature' ? edited.conflict : undefined,
    enter: (text: string) => edited.enter(linesOf({ ...entered, [name]: text.replaceAll('\n', '') })),
  });
  return (
    <>
      <EditedTextField label={t('fieldPolicy')} edited={part('policy')} takesFocus={entry.takesFocus} />
      <EditedTextField label={t('fieldSignature')} hint={t('hintSecurity')} edited={part('signature')} />
      {below(entered.policy)}
      {isStored && <KeepButton onClick={entry.onKeep} />}
    </>
  );
}
