import { useLayoutEffect, useState } from 'preact/hooks';
import type { Refusal, Snapshot } from '../lib/protocol/messages.ts';
import type { BackgroundClient } from '../lib/ui/background-client.ts';

/** A background that takes longer for its first word is held up: its database by another, or by the disk. */
const LATE_MS = 5_000;

/**
 * The last snapshot; `isLate` when the first one takes so long that a person should know.
 * @param onRefused hears of a file that this page held and that a job can't go on with; the same between renders
 */
export function useSnapshot(
  client: BackgroundClient,
  onRefused: (refusal: Refusal, name: string) => void,
): {
  readonly snapshot: Snapshot | undefined;
  readonly isLate: boolean;
} {
  const [snapshot, setSnapshot] = useState<Snapshot>();
  const [isLate, setLate] = useState(false);
  // Not after the first frame: the background may have to wake up first.
  useLayoutEffect(() => {
    const timer = setTimeout(() => setLate(true), LATE_MS);
    client.watch((latest) => {
      clearTimeout(timer);
      setLate(false);
      setSnapshot(latest);
    }, onRefused);
    return () => clearTimeout(timer);
  }, [client, onRefused]);
  return { snapshot, isLate };
}
