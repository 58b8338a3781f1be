import { useEffect, useRef, useState } from 'preact/hooks';
import type { LinkSettings } from '../lib/protocol/link-settings.ts';
import type { JobView } from '../lib/protocol/messages.ts';
import { type EndedBatch, lookAtBatch } from '../lib/ui/ended-links.ts';
import { linkText, usualFormat } from '../lib/ui/link-text.ts';
import { tCount } from '../lib/ui/translate.ts';

interface AutomaticCopyProps {
  readonly jobs: readonly JobView[] | undefined;
  readonly links: LinkSettings | undefined;
}

/**
 * Puts the links of uploads that end while this page is open on the clipboard, when that is wanted: of those that were
 * under way together, all of them, a line each. Browsers let only the page do that which has the focus. It says what became
 * of it.
 */
export function AutomaticCopy({ jobs, links }: AutomaticCopyProps) {
  const [sinceMs] = useState(Date.now);
  const batch = useRef<EndedBatch>({ seen: [], ended: [] });
  const [note, setNote] = useState('');

  useEffect(() => {
    if (jobs === undefined || links === undefined) return;
    const looked = lookAtBatch(batch.current, jobs, sinceMs);
    batch.current = looked.batch;
    if (!looked.hasNews || !links.copiesByItself) return;
    const texts = textsOf(looked.batch.ended, jobs, links);
    navigator.clipboard.writeText(texts.join('\n')).then(
      () => setNote(tCount('copiedByItself', texts.length)),
      () => setNote(tCount('notCopiedByItself', texts.length)),
    );
  }, [jobs, links, sinceMs]);

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

/** Long enough to be read. */
const SHOWN_MS = 8_000;

function textsOf(
  ended: EndedBatch['ended'],
  jobs: readonly JobView[],
  links: LinkSettings,
): readonly string[] {
  return ended.flatMap((id) => {
    const job = jobs.find((one) => one.id === id);
    if (job?.link === undefined) return [];
    return [linkText(job.link, job, usualFormat(job, links), links.template)];
  });
}
