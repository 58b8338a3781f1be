import type { GuardNumber } from '../lib/protocol/guard-settings.ts';
import { parseGuard, textOfGuard } from '../lib/ui/guard-text.ts';
import { textForm } from '../lib/ui/text-form.ts';
import { type MessageKey, t } from '../lib/ui/translate.ts';
import { ChoiceField } from './field.tsx';
import type { SectionProps } from './options-section.ts';
import { SavedTextField } from './saved-text-field.tsx';

type Texts = readonly [label: MessageKey, hint: MessageKey, fault: MessageKey];

const texts: Readonly<Record<GuardNumber, Texts>> = {
  undoSeconds: ['fieldUndoSeconds', 'hintUndoSeconds', 'invalidUndoSeconds'],
  confirmBytes: ['fieldConfirmBytes', 'hintConfirmBytes', 'invalidConfirmBytes'],
  confirmFiles: ['fieldConfirmFiles', 'hintConfirmFiles', 'invalidConfirmFiles'],
};

/** What keeps people from uploading by accident. */
export function GuardSection({ settings, save }: SectionProps) {
  const { guard } = settings;
  const number = (name: GuardNumber) => {
    const [label, hint, fault] = texts[name];
    return (
      <SavedTextField
        label={t(label)}
        hint={t(hint)}
        stored={guard[name]}
        form={textForm(
          (text) => parseGuard(name, text),
          (value) => textOfGuard(name, value),
          fault,
        )}
        onSave={(value) => save((now) => ({ ...now, guard: { ...now.guard, [name]: value } }))}
      />
    );
  };
  return (
    <>
      {number('undoSeconds')}
      <ChoiceField
        label={t('fieldKnownFiles')}
        value={guard.offersKnown ? 'offer' : 'upload'}
        choices={[
          { value: 'offer', label: t('knownOffer') },
          { value: 'upload', label: t('knownUpload') },
        ]}
        onInput={(value) =>
          save((now) => ({ ...now, guard: { ...now.guard, offersKnown: value === 'offer' } }))
        }
      />
      {number('confirmBytes')}
      {number('confirmFiles')}
    </>
  );
}
