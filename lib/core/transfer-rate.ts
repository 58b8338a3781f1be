/** What was moved longer ago says little of now. */
const WINDOW_MS = 10_000;
/** Samples closer than this are one. */
const STEP_MS = 250;
/** Bytes may come in steps longer than the window, as when a transport tells of whole parts only: two of them are kept. */
const LEAST_SAMPLES = 3;
/** The first moments show how fast buffers fill. */
const SETTLING_MS = 1_000;
/** Nobody plans by a longer one. */
const LONGEST_LEFT_S = 100 * 3600;

/** So many bytes had been moved at that time. */
export interface TransferSample {
  readonly atMs: number;
  readonly bytes: number;
}

/** What was moved lately, oldest first. */
export type TransferRate = readonly TransferSample[];

/** Nothing known: before the first sample, and after a pause. */
export const noRate: TransferRate = [];

/** Takes a sample. When bytes or the clock have gone back, all begins anew. */
export function addSample(rate: TransferRate, sample: TransferSample): TransferRate {
  const last = rate.at(-1);
  if (last === undefined || sample.bytes < last.bytes || sample.atMs < last.atMs) return [sample];
  if (sample.bytes === last.bytes) return rate;
  const before = rate.at(-2);
  const isClose = before !== undefined && sample.atMs - before.atMs < STEP_MS;
  const samples = [...(isClose ? rate.slice(0, -1) : rate), sample];
  const recent = samples.findIndex(({ atMs }) => atMs >= sample.atMs - WINDOW_MS);
  return samples.slice(Math.max(0, Math.min(recent, samples.length - LEAST_SAMPLES)));
}

/** Bytes a second over the last ten seconds or so; less and less while nothing moves. Undefined when it can't be told yet. */
export function bytesPerSecond(rate: TransferRate, nowMs: number): number | undefined {
  const [first] = rate;
  const last = rate.at(-1);
  if (first === undefined || last === undefined || last.bytes === first.bytes) return undefined;
  const tookMs = nowMs - first.atMs;
  return tookMs < SETTLING_MS ? undefined : ((last.bytes - first.bytes) / tookMs) * 1000;
}

/** Whole seconds until so many bytes more have been moved, rounded up; undefined when that can't be told. */
export function secondsLeft(rate: TransferRate, leftBytes: number, nowMs: number): number | undefined {
  const speed = bytesPerSecond(rate, nowMs);
  if (speed === undefined) return undefined;
  const seconds = Math.ceil(leftBytes / speed);
  return seconds > LONGEST_LEFT_S ? undefined : seconds;
}
