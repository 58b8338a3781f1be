import { t } from '../lib/ui/translate.ts';
import { useFileDrop } from './use-file-drop.ts';

/** Takes files: chosen, or dropped anywhere on the page. `onFiles` must stay the same between renders. */
export function FileChooser({ onFiles }: { onFiles(files: readonly File[]): void }) {
  const isOver = useFileDrop(onFiles);
  return (
    <div class={isOver ? 'drop-prompt is-over' : 'drop-prompt'}>
      <label class="file-button">
        <input
          type="file"
          multiple
          aria-label={t('chooseFiles')}
          onChange={({ currentTarget: input }) => {
            onFiles([...(input.files ?? [])]);
            input.value = '';
          }}
        />
        <span aria-hidden="true">{t('chooseFiles')}</span>
      </label>
      <span>{t('dropHere')}</span>
    </div>
  );
}
