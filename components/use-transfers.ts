import { useEffect, useState } from 'preact/hooks';
import { readTransfer, type Transfer } from '../lib/ui/transfer.ts';

/** How something was brought. */
export type Gesture = 'drop' | 'paste';

/**
 * Takes what is dropped anywhere on the page, which the browser would open in its place otherwise, and what is pasted
 * anywhere but into a field.
 * @param onTransfer called in the event itself; the same between renders
 * @returns whether something is being dragged over the page
 */
export function useTransfers(onTransfer: (transfer: Transfer, gesture: Gesture) => void): boolean {
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
    function take(event: DragEvent | ClipboardEvent, data: DataTransfer | null, gesture: Gesture): void {
      event.preventDefault();
      if (data !== null) onTransfer(readTransfer(data), gesture);
    }
    document.addEventListener('dragenter', () => count(1), { signal });
    document.addEventListener('dragleave', () => count(-1), { signal });
    document.addEventListener('dragover', (event) => event.preventDefault(), { signal });
    document.addEventListener(
      'drop',
      (event) => {
        count(-depth);
        take(event, event.dataTransfer, 'drop');
      },
      { signal },
    );
    document.addEventListener(
      'paste',
      (event) => {
        const isText = (event.clipboardData?.files.length ?? 0) === 0;
        if (!(isText && isField(event.target))) take(event, event.clipboardData, 'paste');
      },
      { signal },
    );
    return () => listening.abort();
  }, [onTransfer]);
  return isOver;
}

/** Where text is for the field to take. */
function isField(target: EventTarget | null): boolean {
  return target instanceof HTMLInputElement || target instanceof HTMLTextAreaElement;
}
