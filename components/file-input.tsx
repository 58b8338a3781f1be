import { createContext } from 'preact';
import { useContext } from 'preact/hooks';

/**
 * Opens a page that stays, from one that the browser's dialog for files would close: what is chosen there would be lost.
 * Absent where the dialog closes nothing.
 */
export const LastingPageContext = createContext<(() => void) | undefined>(undefined);

interface FileInputProps {
  readonly label: string;
  readonly isMultiple?: boolean;
  onFiles(files: readonly File[]): void;
}

/** Lets a person choose files, here or in a page that stays. */
export function FileInput({ label, isMultiple = false, onFiles }: FileInputProps) {
  const openLastingPage = useContext(LastingPageContext);
  if (openLastingPage !== undefined) {
    return (
      <button type="button" class="primary" onClick={openLastingPage}>
        {label}
      </button>
    );
  }
  return (
    <label class="file-button">
      <input
        type="file"
        multiple={isMultiple}
        aria-label={label}
        onChange={({ currentTarget: input }) => {
          onFiles([...(input.files ?? [])]);
          input.value = '';
        }}
      />
      <span aria-hidden="true">{label}</span>
    </label>
  );
}
