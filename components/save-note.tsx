import { useRef } from 'preact/hooks';
import type { EditNote } from '../lib/ui/settings-editor.ts';
import { t } from '../lib/ui/translate.ts';
import { Icon } from './icon.tsx';

/** What became of the last change, always at the same place of the window. */
export function SaveNote({ note }: { readonly note: EditNote }) {
  const place = useRef<HTMLDivElement>(null);
  return (
    <div class="save-note" ref={place} tabIndex={-1}>
      <div role="status" aria-label={t('saveNoteLabel')}>
        {note.kind === 'saved' && (
          <p class="form-done">
            {t('saved')}{' '}
            <button
              type="button"
              onClick={() => {
                note.undo();
                // The button goes; who pressed it stays here.
                place.current?.focus();
              }}
            >
              <Icon name="undo" />
              {t('undoChange')}
            </button>
          </p>
        )}
        {note.kind === 'undone' && <p>{t('undone')}</p>}
      </div>
      <div role="alert">
        <Trouble note={note} />
      </div>
    </div>
  );
}

function Trouble({ note }: { readonly note: EditNote }) {
  if (note.kind === 'invalid') return <p class="form-error">{t('invalidSettings')}</p>;
  if (note.kind === 'failed') {
    return (
      <p class="form-error">
        {t('saveFailed')}{' '}
        <button type="button" onClick={note.retry}>
          <Icon name="retry" />
          {t('saveAgain')}
        </button>
      </p>
    );
  }
  if (note.kind !== 'conflict') return null;
  return (
    <>
      <p class="form-error">{t('saveConflict')}</p>
      <button type="button" onClick={note.keepTheirs}>
        {t('loadOthers')}
      </button>{' '}
      <button type="button" onClick={note.saveMine}>
        {t('saveAnyway')}
      </button>
    </>
  );
}
