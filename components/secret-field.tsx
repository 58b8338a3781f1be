import type { TextForm } from '../lib/ui/text-form.ts';
import { t } from '../lib/ui/translate.ts';
import { EditedTextField } from './saved-text-field.tsx';
import { SecretSummary } from './secret-summary.tsx';
import { useSavedText } from './use-saved-text.ts';
import { useSecretEntry } from './use-secret-entry.ts';

interface SecretFieldProps {
  readonly label: string;
  readonly hint?: string;
  /** Empty when there is none. */
  readonly stored: string;
  readonly form: TextForm<string>;
  /** Empty to remove it. */
  onSave(secret: string): void;
}

/** A secret that can be entered, replaced and removed, but is never shown once it is stored. */
export function SecretField({ label, hint, stored, form, onSave }: SecretFieldProps) {
  const edited = useSavedText(stored, form, onSave);
  const entry = useSecretEntry(edited, stored, () => onSave(''));
  if (entry.isSummary) {
    return (
      <SecretSummary
        label={label}
        secret={stored}
        replaceLabel={t('replaceNamed', label)}
        removeLabel={t('removeNamed', label)}
        {...entry}
      />
    );
  }
  return (
    <>
      <EditedTextField
        label={label}
        {...(hint !== undefined && { hint })}
        edited={{ ...edited, text: edited.isEdited ? edited.text : '' }}
        takesFocus={entry.takesFocus}
      />
      {stored !== '' && <KeepButton onClick={entry.onKeep} />}
    </>
  );
}

/** Goes back to what is stored. */
export function KeepButton({ onClick }: { onClick(): void }) {
  return (
    <div>
      <button type="button" onClick={onClick}>
        {t('keepSecret')}
      </button>
    </div>
  );
}
