import { useEffect, useState } from 'preact/hooks';
import { formatWait } from '../lib/ui/format-wait.ts';
import { type MessageKey, t } from '../lib/ui/translate.ts';

interface CountdownProps {
  readonly untilMs: number;
  /** What happens then, with the time left in it. */
  readonly text: Extract<MessageKey, 'nextTry' | 'uploadingIn'>;
}

/** Counts down to a time, once a second. Silent for screen readers, which would read out every second. */
export function Countdown({ untilMs, text }: CountdownProps) {
  const [nowMs, setNowMs] = useState(Date.now);
  useEffect(() => {
    const timer = setInterval(() => setNowMs(Date.now()), 1000);
    return () => clearInterval(timer);
  }, []);
  return (
    <span class="countdown" aria-live="off">
      {t(text, formatWait(untilMs - nowMs))}
    </span>
  );
}
