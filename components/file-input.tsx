import { createContext } from 'preact';
import { useContext } from 'preact/hooks';
import { Icon } from './icon.tsx';
import type { IconName } from './icons.ts';

/**
 * Opens a page that stays, from one that the browser's dialog for files would close: what is chosen there would be lost.
 * Absent where the dialog closes nothing.
 */
export const LastingPageContext = createContext<(() => void) | undefined>(undefined);

interface FileInputProps {
  readonly label: string;
  /** One file when left out; a folder comes as the files in it, each with its `webkitRelativePath`. */
  readonly takes?: 'files' | 'folder';
  onFiles(files: readonly File[]): void;
}

/** Lets a person choose files or a folder, here or in a page that stays. */
export function FileInput({ label, takes, onFiles }: FileInputProps) {
  const openLastingPage = useContext(LastingPageContext);
  const rank = takes === 'folder' ? 'secondary' : 'primary';
  const icon: IconName = takes === 'folder' ? 'folderUp' : 'fileUp';
  if (openLastingPage !== undefined) {
    return (
      <button type="button" class={rank} onClick={openLastingPage}>
        <Icon name={icon} />
        {label}
      </button>
    );
  }
  return (
    <label class={`file-button ${rank}`}>
      <input
        ref={(input) => {
          if (input !== null) input.webkitdirectory = takes === 'folder';
        }}
        type="file"
        multiple={takes !== undefined}
        aria-label={label}
        onChange={({ currentTarget: input }) => {
          onFiles([...(input.files ?? [])]);
          input.value = '';
        }}
      />
      <span aria-hidden="true">
        <Icon name={icon} />
        {label}
      </span>
    </label>
  );
}
