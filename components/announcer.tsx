import { useEffect, useRef, useState } from 'preact/hooks';
import type { JobView } from '../lib/protocol/messages.ts';
import { type Announcements, announcementsOf } from '../lib/ui/announcements.ts';

/** What happens within this time is told together: three uploads that end one after the other are “3 uploads”. */
const TOGETHER_MS = 800;

interface AnnouncerProps {
  /** Undefined before the first look at them, which is no news. */
  readonly jobs: readonly JobView[] | undefined;
}

/** Tells who has the page read to them what begins, ends, fails or waits; nobody sees it. */
export function Announcer({ jobs }: AnnouncerProps) {
  const [{ polite, assertive, turn }, setHeard] = useState<Announcements & { readonly turn: number }>({
    ...{ polite: [], assertive: [] },
    turn: 0,
  });
  const latest = useRef(jobs);
  latest.current = jobs;
  const told = useRef<{ readonly jobs: readonly JobView[]; readonly sinceMs: number } | undefined>(undefined);
  const timer = useRef<ReturnType<typeof setTimeout> | undefined>(undefined);

  useEffect(() => {
    if (jobs === undefined) return;
    told.current ??= { jobs, sinceMs: Date.now() };
    timer.current ??= setTimeout(() => {
      timer.current = undefined;
      const { current: now } = latest;
      const { current: before } = told;
      if (now === undefined || before === undefined) return;
      told.current = { ...before, jobs: now };
      const heard = announcementsOf(before.jobs, now, before.sinceMs);
      if (heard.polite.length + heard.assertive.length === 0) return;
      setHeard((last) => ({ ...heard, turn: last.turn + 1 }));
    }, TOGETHER_MS);
  }, [jobs]);
  useEffect(() => () => clearTimeout(timer.current), []);

  // The same sentence is read out again only where it is another element.
  return (
    <div class="only-heard">
      <div role="status">
        {polite.map((text) => (
          <p key={`${turn} ${text}`}>{text}</p>
        ))}
      </div>
      <div aria-live="assertive">
        {assertive.map((text) => (
          <p key={`${turn} ${text}`}>{text}</p>
        ))}
      </div>
    </div>
  );
}
