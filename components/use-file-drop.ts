import { useEffect, useState } from 'preact/hooks';

/**
 * Takes files dropped anywhere on the page; without it the browser would open them instead.
 * @returns whether something is being dragged over the page
 */
export function useFileDrop(onFiles: (files: readonly File[]) => void): boolean {
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
        onFiles([...(event.dataTransfer?.files ?? [])]);
      },
      { signal },
    );
    return () => listening.abort();
  }, [onFiles]);
  return isOver;
}
