import { formatWait } from '../lib/ui/format-wait.ts';
import { useSecond } from './use-second.ts';

interface CountdownProps {
  readonly untilMs: number;
  /** What happens then, with the time left in it. */
  text(left: string): string;
}

/** Counts down to a time, once a second. Silent for screen readers, which would read out every second. */
export function Countdown({ untilMs, text }: CountdownProps) {
  const nowMs = useSecond(Date.now);
  return (
    <span class="countdown" aria-live="off">
      {text(formatWait(untilMs - nowMs))}
    </span>
  );
}
