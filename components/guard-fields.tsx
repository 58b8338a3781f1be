import type { GuardDraft } from '../lib/ui/guard-draft.ts';
import { t } from '../lib/ui/translate.ts';
import { TextField } from './field.tsx';

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
    </section>
  );
}
