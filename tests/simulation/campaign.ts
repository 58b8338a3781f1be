import type { JobId } from '../../lib/core/job.ts';
import { isFinal } from '../../lib/core/job.ts';
import { intelligentModes } from '../../lib/core/upload-options.ts';
import type { JobCommand } from '../../lib/protocol/messages.ts';
import { seededRandom } from './seeded-random.ts';
import { judge, runToEnd, type Verdict } from './verdict.ts';
import { createWorld, type World } from './world.ts';

const commands: readonly JobCommand[] = [
  'pause-requested',
  'resume-requested',
  'cancel-requested',
  'retry-requested',
];

/** How long the storm lasts, in virtual time; then the sky is clear and everything must come to its end. */
const STORM_MS = 2 * 3600_000;

interface AddedJob {
  readonly id: JobId;
  readonly name: string;
}

/**
 * One seeded life of the extension: a few files, faults at a random rate, kills, a network that comes and goes, a
 * person who pauses, resumes, cancels and retries; then clear weather. Every third sends its parts in chunks, and every
 * third when it comes to that; every fourth can be undone for a while. The same seed gives the same life.
 */
export async function runSeed(seed: number): Promise<Verdict> {
  const random = seededRandom(seed);
  const pick = <T>(items: readonly T[]): T | undefined => items[Math.floor(random() * items.length)];
  const intelligent = intelligentModes[seed % intelligentModes.length] ?? false;
  const maxConcurrentUploads = seed % 2 === 0 ? 5 : 'automatic';
  const options = { intelligent, maxConcurrentUploads } as const;
  const guard = { undoMs: seed % 4 === 0 ? Math.floor(random() * 60_000) : 0 };
  const world = createWorld({ random, faultRate: random() * 0.5, options, guard });
  const added: AddedJob[] = [];
  const cancelled = new Set<JobId>();
  const stormEndMs = world.clock.nowMs() + STORM_MS;

  function addFile(name: string): void {
    void world.addFile(name, 1 + Math.floor(random() * 9)).then(
      (id) => added.push({ id, name }),
      // A file that could not be written down is refused, and nobody counts on it.
      () => undefined,
    );
  }
  for (let index = Math.floor(random() * 4); index >= 0; index--) addFile(`file ${index}`);

  const annoyances: readonly (() => void)[] = [
    () => world.kill(),
    () => world.setOnline(false),
    () => world.setOnline(true),
    () => {
      world.disk.isFull = !world.disk.isFull;
    },
    () => {
      world.disk.isFragile = !world.disk.isFragile;
    },
    () => {
      world.server.isDown = !world.server.isDown;
    },
    () => {
      const job = pick(added);
      // Cancelling is rarer: a cancelled job has nothing more to tell.
      const command = pick(
        random() < 0.1 ? commands : commands.filter((name) => name !== 'cancel-requested'),
      );
      if (job === undefined || command === undefined) return;
      if (command === 'cancel-requested') cancelled.add(job.id);
      world.command(job.id, command);
    },
  ];
  const annoy = (): void => {
    if (world.clock.nowMs() >= stormEndMs) return;
    pick(annoyances)?.();
    // From a hundredth of a second, the time of a request, to an hour, on a logarithmic scale.
    world.clock.schedule(10 * 360_000 ** random(), annoy);
  };
  world.clock.schedule(50, annoy);

  while (world.clock.nowMs() < stormEndMs && (await world.clock.advance()));
  await clearTheSky(world);

  const verdict = judge(world, added);
  const unfinished = world
    .views()
    .filter(
      ({ id, state, error }) => state !== 'succeeded' && !cancelled.has(id) && error?.code !== 'source-gone',
    )
    .map(({ name, state, error }) => `${name}: ended as ${state} ${error?.code ?? ''}`);
  return { ...verdict, lost: [...verdict.lost, ...unfinished] };
}

/** No more faults, the network is there, and the person wants everything to go on. */
async function clearTheSky(world: World): Promise<void> {
  world.weather.faultRate = 0;
  world.server.isDown = false;
  world.disk.isFull = false;
  for (let attempt = 0; attempt < 6; attempt++) {
    world.setOnline(true);
    for (const { id, state, canRetry, waiting } of world.views()) {
      if (waiting?.reason === 'file') world.attachFile(id);
      if (state === 'paused') world.command(id, 'resume-requested');
      if (canRetry) world.command(id, 'retry-requested');
    }
    await runToEnd(world);
    if (world.views().every(({ state, canRetry }) => isFinal(state) && !canRetry)) return;
  }
}
