import type { Exchange, Step } from './history.ts';

/** Requests of one step, of one file or of all. */
export function callsOf(
  exchanges: readonly Exchange[],
  step: Step,
  { file, part }: { readonly file?: string; readonly part?: number } = {},
): readonly Exchange[] {
  return exchanges.filter(
    (exchange) =>
      exchange.step === step &&
      (file === undefined || exchange.file === file) &&
      (part === undefined || exchange.part === part),
  );
}

/** Bytes of parts that came over the wire, those of broken and repeated PUTs too. */
export function bytesSent(exchanges: readonly Exchange[], file?: string): number {
  const puts = callsOf(exchanges, 'put', file === undefined ? {} : { file });
  return puts.reduce((sum, { receivedBytes }) => sum + receivedBytes, 0);
}

/** Whether the server itself did what was asked. */
export const isEffective = ({ serverStatus }: Exchange): boolean => serverStatus === 200;

/** The most requests of a step that were open at the same moment. */
export function mostAtOnce(exchanges: readonly Exchange[], step: Step): number {
  const edges = callsOf(exchanges, step).flatMap(({ beganMs, endedMs = Number.POSITIVE_INFINITY }) => [
    { atMs: beganMs, change: 1 },
    { atMs: endedMs, change: -1 },
  ]);
  // An end and a beginning within one millisecond count as one after the other.
  edges.sort((a, b) => a.atMs - b.atMs || a.change - b.change);
  let open = 0;
  let most = 0;
  for (const { change } of edges) {
    open += change;
    most = Math.max(most, open);
  }
  return most;
}

/** Milliseconds from the end of each request to the beginning of the next. */
export function gapsMs(exchanges: readonly Exchange[]): readonly number[] {
  return exchanges.slice(1).map(({ beganMs }, index) => beganMs - (exchanges[index]?.endedMs ?? beganMs));
}
