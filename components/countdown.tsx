import { useEffect, useState } from 'preact/hooks';
import { formatWait } from '../lib/ui/format-wait.ts';
import { t } from '../lib/ui/translate.ts';

/** Counts down to a time, once a second. Silent for screen readers, which would read out every second. */
export function Countdown({ untilMs }: { untilMs: number }) {
  const [nowMs, setNowMs] = useState(Date.now);
  useEffect(() => {
    const timer = setInterval(() => setNowMs(Date.now()), 1000);
    return () => clearInterval(timer);
  }, []);
  return (
    <span class="countdown" aria-live="off">
      {t('nextTry', formatWait(untilMs - nowMs))}
    </span>
  );
}
