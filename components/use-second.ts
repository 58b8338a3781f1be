import { useEffect, useState } from 'preact/hooks';

/** The time, read again once a second. @param nowMs the clock, in milliseconds since 1970 */
export function useSecond(nowMs: () => number): number {
  const [now, setNow] = useState(nowMs);
  useEffect(() => {
    const timer = setInterval(() => setNow(nowMs()), 1000);
    return () => clearInterval(timer);
  }, [nowMs]);
  return now;
}
