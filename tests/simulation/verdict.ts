import type { JobId } from '../../lib/core/job.ts';
import { isFinal } from '../../lib/core/job.ts';
import type { World } from './world.ts';

/** What the server's own record says of a run. All but `faults` are to be empty or zero. */
export interface Verdict {
  /** Jobs that were acknowledged and are not there any more, or never end. */
  readonly lost: readonly string[];
  /** Files that were stored more than once, or announced so. */
  readonly doubled: readonly string[];
  /** Files that are shown as stored and are not there byte for byte, or the other way round. */
  readonly wrong: readonly string[];
  readonly requests: number;
  readonly faults: number;
  readonly crashes: number;
}

/** Virtual time after which a job that has not ended never will: longer than any ladder's rung, shorter than a week. */
const PATIENCE_MS = 3 * 24 * 3600_000;

/** Runs a world until nothing more happens, or patience ends. */
export async function runToEnd(world: World): Promise<void> {
  const endMs = world.clock.nowMs() + PATIENCE_MS;
  while (world.clock.nowMs() < endMs && (await world.clock.advance())) {
    // Failed jobs wait a week for "Try again": the run is over when all else has ended.
    if (world.views().length > 0 && world.views().every(({ state }) => isFinal(state))) {
      for (let pause = 0; pause < 50 && world.views().every(({ state }) => isFinal(state)); pause++) {
        if (!(await world.clock.advance()) || world.clock.nowMs() >= endMs) break;
      }
      if (world.views().every(({ state }) => isFinal(state))) return;
    }
  }
}

/** Judges a run by what the server holds. @param acknowledged the jobs whose adding was acknowledged */
export function judge(
  world: World,
  acknowledged: readonly { readonly id: JobId; readonly name: string }[],
): Verdict {
  const views = new Map(world.views().map((view) => [view.name, view]));
  const uploads = [...world.server.uploads.values()];
  const lost: string[] = [];
  const doubled: string[] = [];
  const wrong: string[] = [];

  for (const { id, name } of acknowledged) {
    const view = views.get(name);
    if (view === undefined) lost.push(`${name}: vanished`);
    else if (!isFinal(view.state)) lost.push(`${name}: still ${view.state} ${view.waiting?.reason ?? ''}`);
    if (!world.disk.jobs.has(id)) lost.push(`${name}: not in the journal`);
    if (world.announced.filter((announcedId) => announcedId === id).length > 1)
      doubled.push(`${name}: announced`);
  }
  for (const [name, view] of views) {
    const completed = uploads.filter((upload) => upload.fileName === name && upload.completions > 0);
    if (completed.length > 1) doubled.push(`${name}: ${completed.length} objects`);
    const isWhole = completed.every(
      ({ parts, sizeBytes }) =>
        [...parts].every(([partNumber, { content }]) => content === `part ${partNumber}`) &&
        [...parts.values()].reduce((sum, part) => sum + part.sizeBytes, 0) === sizeBytes,
    );
    if (!isWhole) wrong.push(`${name}: other bytes`);
    if (view.state === 'succeeded' && completed.length !== 1)
      wrong.push(`${name}: shown as stored, and is not`);
    if (isFinal(view.state) && !view.canRetry && world.disk.blobs.has(view.id))
      wrong.push(`${name}: bytes left behind`);
  }
  const { requests, faults } = world.server.counts;
  return { lost, doubled, wrong, requests, faults, crashes: world.crashes() };
}
