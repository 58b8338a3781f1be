import { type GuardDraft, knownChoices } from '../lib/ui/guard-draft.ts';
import { type MessageKey, t } from '../lib/ui/translate.ts';
import { ChoiceField, TextField } from './field.tsx';

const knownKeys: Readonly<Record<(typeof knownChoices)[number], MessageKey>> = {
  offer: 'knownOffer',
  upload: 'knownUpload',
};

interface GuardFieldsProps {
  readonly draft: GuardDraft;
  edit(name: keyof GuardDraft): (value: string) => void;
}

/** What keeps people from uploading by accident. */
export function GuardFields({ draft, edit }: GuardFieldsProps) {
  return (
    <section>
      <h2>{t('optionsGuard')}</h2>
      <TextField
        label={t('fieldUndoSeconds')}
        value={draft.undoSeconds}
        hint={t('hintUndoSeconds')}
        onInput={edit('undoSeconds')}
      />
      <ChoiceField
        label={t('fieldKnownFiles')}
        value={draft.knownFiles}
        choices={knownChoices.map((value) => ({ value, label: t(knownKeys[value]) }))}
        onInput={edit('knownFiles')}
      />
      <TextField
        label={t('fieldConfirmBytes')}
        value={draft.confirmBytes}
        hint={t('hintConfirmBytes')}
        onInput={edit('confirmBytes')}
      />
      <TextField
        label={t('fieldConfirmFiles')}
        value={draft.confirmFiles}
        hint={t('hintConfirmFiles')}
        onInput={edit('confirmFiles')}
      />
    </section>
  );
}
