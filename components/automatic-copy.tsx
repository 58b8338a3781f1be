import { useEffect, useRef, useState } from 'preact/hooks';
import type { Snapshot } from '../lib/protocol/messages.ts';
import { type EndedBatch, linksOf, lookAtBatch } from '../lib/ui/ended-links.ts';
import { tCount } from '../lib/ui/translate.ts';

interface AutomaticCopyProps {
  readonly snapshot: Pick<Snapshot, 'jobs' | 'links' | 'backgroundCopies'> | undefined;
}

/**
 * Puts the links of uploads that end while this page is open on the clipboard, when that is wanted: of those that were
 * under way together, all of them, a line each. Browsers let only the page do that which has the focus; where the
 * background may, this leaves it to it, and does it only if that has failed or says nothing. It says what became of it.
 */
export function AutomaticCopy({ snapshot }: AutomaticCopyProps) {
  const [sinceMs] = useState(Date.now);
  const batch = useRef<EndedBatch>({ seen: [], ended: [] });
  const heardAtMs = useRef(sinceMs);
  /** What the background is to copy, in case that it fails, and what waits for it to tell. */
  const due = useRef<readonly string[]>([]);
  const waiting = useRef<ReturnType<typeof setTimeout>>(undefined);
  const [note, setNote] = useState('');

  useEffect(() => {
    if (snapshot === undefined) return;
    const { jobs, links, backgroundCopies } = snapshot;
    const looked = lookAtBatch(batch.current, jobs, sinceMs);
    batch.current = looked.batch;
    if (looked.hasNews) due.current = linksOf(looked.batch.ended, jobs, links);
    if (backgroundCopies === undefined) {
      if (looked.hasNews && links.copiesByItself) copy(due.current);
      return;
    }
    if (looked.hasNews && links.copiesByItself) {
      clearTimeout(waiting.current);
      waiting.current = setTimeout(() => copy(due.current), SILENCE_MS);
    }
    const { last } = backgroundCopies;
    if (last === undefined || last.atMs <= heardAtMs.current) return;
    clearTimeout(waiting.current);
    heardAtMs.current = last.atMs;
    if (last.isOnClipboard) setNote(tCount('copiedByItself', last.links));
    else if (due.current.length > 0) copy(due.current);
  }, [snapshot, sinceMs]);

  useEffect(() => () => clearTimeout(waiting.current), []);

  function copy(texts: readonly string[]): void {
    navigator.clipboard.writeText(texts.join('\n')).then(
      () => setNote(tCount('copiedByItself', texts.length)),
      () => setNote(tCount('notCopiedByItself', texts.length)),
    );
  }

  useEffect(() => {
    if (note === '') return undefined;
    const timer = setTimeout(() => setNote(''), SHOWN_MS);
    return () => clearTimeout(timer);
  }, [note]);

  return (
    <p role="status" class="automatic-copy">
      {note}
    </p>
  );
}

/** A background that has said nothing by then was killed, and the next one takes what has ended for history. */
const SILENCE_MS = 5_000;
/** Long enough to be read. */
const SHOWN_MS = 8_000;
