import { type Choice, choiceOfFolder } from '../lib/ui/choice.ts';
import { t } from '../lib/ui/translate.ts';
import { FileInput } from './file-input.tsx';

/** Takes files and folders that are chosen, and says what else can be done with them here. */
export function FileChooser({ isOver, onChoice }: { isOver: boolean; onChoice(choice: Choice): void }) {
  return (
    <div class={isOver ? 'drop-prompt is-over' : 'drop-prompt'}>
      <FileInput
        label={t('chooseFiles')}
        takes="files"
        onFiles={(files) => onChoice({ files: files.map((file) => ({ file })), leftOut: [] })}
      />
      <FileInput
        label={t('chooseFolder')}
        takes="folder"
        onFiles={(files) => onChoice(choiceOfFolder(files))}
      />
      <span>{t('dropHere')}</span>
    </div>
  );
}
