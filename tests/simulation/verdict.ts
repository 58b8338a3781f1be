import type { JobId } from '../../lib/core/job.ts';
import { isFinal } from '../../lib/core/job.ts';
import type { ServerUpload } from './simulated-server.ts';
import type { World } from './world.ts';

/** What the server's own record says of a run. The lists are to be empty. */
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
  /** How often the journal and the staged bytes were lost. */
  readonly losses: number;
}

/** Nothing but the end of a failed job's time is so far off. */
const LULL_MS = 24 * 3600_000;

/** Runs a world until nothing more happens by itself. */
export async function runToEnd({ clock }: Pick<World, 'clock'>): Promise<void> {
  do {
    // What waits for no time may make new timers.
    await new Promise((resolve) => setImmediate(resolve));
    const nextMs = clock.nextMs();
    if (nextMs === undefined || nextMs - clock.nowMs() > LULL_MS) return;
  } while (await clock.advance());
}

/** The same, beside a page that gives files again when their jobs wait for them. */
export async function runBesidePage(
  world: Pick<World, 'clock' | 'views' | 'attachFile' | 'hasFile'>,
): Promise<void> {
  for (;;) {
    await runToEnd(world);
    const wanting = world.views().filter(({ waiting }) => waiting?.reason === 'file');
    for (const { id } of wanting) world.attachFile(id);
    // One that nobody can give: its adding was never acknowledged.
    if (!wanting.some(({ id }) => world.hasFile(id))) return;
  }
}

/** Judges a run by what the server holds. @param acknowledged the jobs whose adding was acknowledged */
export function judge(
  world: Pick<World, 'views' | 'server' | 'disk' | 'announced' | 'crashes'>,
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
    const isWhole = completed.every(isInOrder);
    if (!isWhole) wrong.push(`${name}: other bytes`);
    if (view.state === 'succeeded' && completed.length !== 1)
      wrong.push(`${name}: shown as stored, and is not`);
    if (isFinal(view.state) && !view.canRetry && world.disk.blobs.has(view.id))
      wrong.push(`${name}: bytes left behind`);
  }
  const { requests, faults } = world.server.counts;
  return { lost, doubled, wrong, requests, faults, crashes: world.crashes(), losses: world.disk.losses };
}

/** Whether the parts are the bytes of the file from the first to the last. */
function isInOrder({ parts, sizeBytes }: ServerUpload): boolean {
  let endByte = 0;
  for (const [, part] of [...parts].sort(([a], [b]) => a - b)) {
    if (part.startByte !== endByte) return false;
    endByte += part.sizeBytes;
  }
  return endByte === sizeBytes;
}
