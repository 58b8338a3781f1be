import { expect, test } from 'vitest';
import type { JobId } from '../../lib/core/job.ts';
import { REMOVAL_UNDO_MS } from '../../lib/core/removal.ts';
import type { CrashPoint } from './crash-plan.ts';
import { seededRandom } from './seeded-random.ts';
import { until } from './until.ts';
import { runToEnd } from './verdict.ts';
import { createWorld, type World } from './world.ts';

/** One stored file whose deletion has just been asked for. */
async function leaving(
  crashPoints: readonly CrashPoint[] = [],
): Promise<{ world: World; id: JobId; askedMs: number }> {
  const world = createWorld({ random: seededRandom(1), crashPoints });
  const id = await world.addFile('file', 2);
  await runToEnd(world);
  const askedMs = world.clock.nowMs();
  world.command(id, 'removal-requested');
  return { world, id, askedMs };
}

const removedMs = ({ server }: World) => [...server.uploads.values()][0]?.removedMs;
const stageOf = (world: World) => world.views()[0]?.removal?.stage;

test('a file is deleted when its moment is over, and its row gives no link any more', async () => {
  const { world, askedMs } = await leaving();
  await until(world, () => stageOf(world) === 'scheduled');
  expect(world.views()[0]?.link).toBeUndefined();
  await runToEnd(world);
  expect(removedMs(world)).toBeGreaterThanOrEqual(askedMs + REMOVAL_UNDO_MS);
  expect(world.views()[0]).toMatchObject({ state: 'succeeded', removal: { stage: 'done' } });
  expect(world.views()[0]?.link).toBeUndefined();
});

test('what is undone is kept, with its link', async () => {
  const { world, id } = await leaving();
  await until(world, () => stageOf(world) === 'scheduled');
  world.command(id, 'removal-undo-requested');
  await runToEnd(world);
  expect(removedMs(world)).toBeUndefined();
  expect(world.views()[0]?.link).toBeDefined();
  expect(world.views()[0]?.removal).toBeUndefined();
});

test('a row whose file is about to be deleted is not forgotten before', async () => {
  const { world, id } = await leaving();
  await until(world, () => stageOf(world) === 'scheduled');
  await world.engine().remove(id);
  await runToEnd(world);
  expect(removedMs(world)).toBeDefined();
  await world.engine().remove(id);
  expect(world.views()).toEqual([]);
});

test('what can’t be deleted says why, and is deleted when it is asked for again', async () => {
  const { world, id } = await leaving();
  world.server.isDown = true;
  await until(world, () => stageOf(world) === 'failed');
  expect(world.views()[0]?.error?.code).toBe('network');
  expect(world.views()[0]?.link).toBeDefined();
  world.server.isDown = false;
  world.command(id, 'removal-requested');
  await runToEnd(world);
  expect(removedMs(world)).toBeDefined();
});

test('L1: a kill before or after any call deletes once its wish is written down, and never before the moment is over', async () => {
  const whole = await leaving();
  /** The one that writes the wish down. */
  const wishCall = whole.world.calls();
  await runToEnd(whole.world);
  const calls = whole.world.calls();
  expect(calls).toBeGreaterThan(wishCall + 2);
  for (let call = wishCall; call <= calls; call++) {
    for (const when of ['before', 'after'] as const) {
      const { world, askedMs } = await leaving([{ call, when }]);
      await runToEnd(world);
      // Killed before it was written down, nobody was told that it would happen.
      const isWish = call > wishCall || when === 'after';
      expect({ call, when, stage: stageOf(world) }).toEqual({
        call,
        when,
        stage: isWish ? 'done' : undefined,
      });
      if (isWish) expect(removedMs(world)).toBeGreaterThanOrEqual(askedMs + REMOVAL_UNDO_MS);
    }
  }
});
