import { useEffect, useState } from 'preact/hooks';

/** What a person chose or dropped at once. */
export interface Choice {
  readonly files: readonly File[];
  /** Names of dropped folders, which are no files. */
  readonly folders: readonly string[];
}

/** A folder comes along as if it were a file; only its entry tells. */
function choiceOf(items: Iterable<DataTransferItem>): Choice {
  const files: File[] = [];
  const folders: string[] = [];
  for (const item of items) {
    const entry = item.webkitGetAsEntry();
    const file = item.getAsFile();
    if (entry?.isDirectory) folders.push(entry.name);
    else if (file !== null) files.push(file);
  }
  return { files, folders };
}

/**
 * Takes files dropped anywhere on the page; without it the browser would open them instead.
 * @returns whether something is being dragged over the page
 */
export function useFileDrop(onFiles: (choice: Choice) => void): boolean {
  const [isOver, setOver] = useState(false);
  useEffect(() => {
    const listening = new AbortController();
    const { signal } = listening;
    // Entering a child fires before leaving its parent, so entering and leaving are counted.
    let depth = 0;
    const count = (change: number) => {
      depth += change;
      setOver(depth > 0);
    };
    document.addEventListener('dragenter', () => count(1), { signal });
    document.addEventListener('dragleave', () => count(-1), { signal });
    document.addEventListener('dragover', (event) => event.preventDefault(), { signal });
    document.addEventListener(
      'drop',
      (event) => {
        event.preventDefault();
        count(-depth);
        onFiles(choiceOf(event.dataTransfer?.items ?? []));
      },
      { signal },
    );
    return () => listening.abort();
  }, [onFiles]);
  return isOver;
}
