import { t } from '../lib/ui/translate.ts';
import { FileInput } from './file-input.tsx';
import { type Choice, useFileDrop } from './use-file-drop.ts';

/** Takes files: chosen, or dropped anywhere on the page. `onFiles` must stay the same between renders. */
export function FileChooser({ onFiles }: { onFiles(choice: Choice): void }) {
  const isOver = useFileDrop(onFiles);
  return (
    <div class={isOver ? 'drop-prompt is-over' : 'drop-prompt'}>
      <FileInput label={t('chooseFiles')} isMultiple onFiles={(files) => onFiles({ files, folders: [] })} />
      <span>{t('dropHere')}</span>
    </div>
  );
}
