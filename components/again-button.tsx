import { useContext } from 'preact/hooks';
import type { JobView } from '../lib/protocol/messages.ts';
import { isOverView } from '../lib/ui/is-over.ts';
import { t } from '../lib/ui/translate.ts';
import { LastingPageContext } from './file-input.tsx';
import { Icon } from './icon.tsx';
import { IconButton } from './icon-button.tsx';

interface AgainButtonProps {
  readonly job: JobView;
  /** @param file absent where it is fetched by its address */
  onAgain(job: JobView, file?: File): void;
}

/**
 * Uploads once more what is over: by its address, or from its file, which is asked for. Nothing before that, and nothing of
 * what was captured on a page and has no address: nobody has it as a file, but its page is a link beside.
 */
export function AgainButton({ job, onAgain }: AgainButtonProps) {
  const openLastingPage = useContext(LastingPageContext);
  if (!isOverView(job) || (job.pageUrl !== undefined && job.webOrigin === undefined)) return null;
  function begin(): void {
    if (job.webOrigin !== undefined) onAgain(job);
    else if (openLastingPage !== undefined) openLastingPage();
    else chooseFile((file) => onAgain(job, file));
  }
  // Beside the link of a stored file it is one thing of many.
  if (job.link !== undefined) return <IconButton icon="upload" label={t('uploadAgain')} onClick={begin} />;
  return (
    <button type="button" onClick={begin}>
      <Icon name="upload" />
      {t('uploadAgain')}
    </button>
  );
}

/** The dialog is asked for in the click: a list of thousands has no field for files in each row. */
function chooseFile(take: (file: File) => void): void {
  const input = document.createElement('input');
  input.type = 'file';
  input.onchange = () => {
    const [file] = input.files ?? [];
    if (file !== undefined) take(file);
  };
  input.click();
}
