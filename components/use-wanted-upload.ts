import { useEffect, useState } from 'preact/hooks';

/** The upload that a page was opened for, as by a click on a notification. */
export interface WantedUpload {
  /** Its id; whoever takes it shows it, and is not asked again. */
  take(): string | undefined;
  /** Calls back when there is another. @returns what ends that */
  watch(onWanted: () => void): () => void;
}

/** Brings the upload that is wanted into view, and the focus to it, as soon as its row is there. */
export function useWantedUpload(wanted: WantedUpload | undefined): void {
  const [id, setId] = useState<string>();
  useEffect(() => {
    const look = () => setId((last) => wanted?.take() ?? last);
    look();
    return wanted?.watch(look);
  }, [wanted]);
  // After each render, since any may be the one that brings the row.
  useEffect(() => {
    if (id === undefined) return;
    const rows = [...document.querySelectorAll<HTMLElement>('[data-job]')];
    const row = rows.find(({ dataset }) => dataset['job'] === id);
    if (row === undefined) return;
    row.scrollIntoView({ block: 'center' });
    row.focus({ preventScroll: true });
    setId(undefined);
  });
}
