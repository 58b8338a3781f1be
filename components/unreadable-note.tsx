import { useId, useState } from 'preact/hooks';
import { salvageSettings } from '../lib/protocol/salvage-settings.ts';
import { download } from '../lib/ui/download.ts';
import { t } from '../lib/ui/translate.ts';
import type { SectionProps } from './options-section.ts';

interface UnreadableNoteProps extends Pick<SectionProps, 'save'> {
  /** Settings as they were stored, which nobody could read. */
  readonly unreadable: unknown;
  /** Throws them away. Rejects when that fails. */
  onDiscard(): Promise<void>;
}

/** Says that the stored settings could not be read, and what can be done: nothing of them is lost until the person says so. */
export function UnreadableNote({ unreadable, save, onDiscard }: UnreadableNoteProps) {
  const id = useId();
  const [state, setState] = useState<'kept' | 'discarded' | 'failed'>('kept');
  if (state === 'discarded') return null;
  const salvaged = salvageSettings(unreadable);
  return (
    <section class="notice unreadable" aria-labelledby={id}>
      <h2 id={id}>{t('unreadableTitle')}</h2>
      <p>{t('unreadableText')}</p>
      <div class="secret-line">
        <button
          type="button"
          onClick={() =>
            download(
              new File([JSON.stringify(unreadable, null, 2)], 's3-uploader-unreadable-settings.json', {
                type: 'application/json',
              }),
            )
          }
        >
          {t('unreadableDownload')}
        </button>
        {salvaged !== undefined && (
          <button type="button" onClick={() => save(() => salvaged)}>
            {t('unreadableSalvage')}
          </button>
        )}
        <button
          type="button"
          onClick={() =>
            void onDiscard().then(
              () => setState('discarded'),
              () => setState('failed'),
            )
          }
        >
          {t('unreadableDiscard')}
        </button>
      </div>
      <p role="alert" class="form-error">
        {state === 'failed' && t('saveFailed')}
      </p>
    </section>
  );
}
