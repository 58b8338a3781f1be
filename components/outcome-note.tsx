import type { StoredSettings } from '../lib/protocol/settings.ts';
import { type MessageKey, t } from '../lib/ui/translate.ts';

/** What became of what was entered. */
export type FormOutcome =
  | { readonly kind: 'none' | 'saved' }
  | { readonly kind: 'refused'; readonly text: MessageKey }
  | { readonly kind: 'conflict'; readonly theirs: StoredSettings };

interface OutcomeNoteProps {
  readonly outcome: FormOutcome;
  onShow(theirs: StoredSettings): void;
  onSaveAnyway(theirs: StoredSettings): void;
}

/** What became of the last save; of two that exclude each other the person chooses. */
export function OutcomeNote({ outcome, onShow, onSaveAnyway }: OutcomeNoteProps) {
  if (outcome.kind === 'refused') {
    return (
      <p role="alert" class="form-error">
        {t(outcome.text)}
      </p>
    );
  }
  if (outcome.kind === 'conflict') {
    const { theirs } = outcome;
    return (
      <div role="alert" class="form-error">
        <p>{t('saveConflict')}</p>
        <button type="button" onClick={() => onShow(theirs)}>
          {t('loadOthers')}
        </button>
        <button type="button" onClick={() => onSaveAnyway(theirs)}>
          {t('saveAnyway')}
        </button>
      </div>
    );
  }
  return (
    <p role="status" class="form-done">
      {outcome.kind === 'saved' && t('saved')}
    </p>
  );
}
