import { expect, test } from 'vitest';
import type { JobId } from '../../lib/core/job.ts';
import type { CrashPoint } from './crash-plan.ts';
import { seededRandom } from './seeded-random.ts';
import { until } from './until.ts';
import { judge, runBesidePage, runToEnd } from './verdict.ts';
import { createWorld, type World } from './world.ts';

const MOMENT_MS = 60_000;
const guard = { undoMs: MOMENT_MS };
/** From a kill to the next start. */
const RESTART_MS = 30_000;

/** One file that can be undone for a minute, and which has been copied. */
async function inTheMoment(seed: number): Promise<{ world: World; id: JobId; chosenMs: number }> {
  const world = createWorld({ random: seededRandom(seed), guard });
  const chosenMs = world.clock.nowMs();
  const added = world.addFile('file', 3);
  await until(world, () => isHeld(world));
  return { world, id: await added, chosenMs };
}

const isHeld = (world: World) => world.views()[0]?.waiting?.reason === 'undo';
const begunMs = ({ server }: World) => server.counts.firstMs;

test('the first request leaves when the moment is over, and the file is stored once', async () => {
  const { world, id, chosenMs } = await inTheMoment(1);
  await runToEnd(world);
  expect(begunMs(world)).toBe(chosenMs + MOMENT_MS);
  expect(judge(world, [{ id, name: 'file' }])).toMatchObject({ lost: [], doubled: [], wrong: [] });
});

test('what is undone has asked nobody anything, and leaves no copy behind', async () => {
  const { world, id } = await inTheMoment(2);
  world.command(id, 'cancel-requested');
  await runToEnd(world);
  expect(world.server.counts.requests).toBe(0);
  expect(world.views()[0]?.state).toBe('cancelled');
  expect(world.disk.blobs.size).toBe(0);
});

test('“Now” begins at once, and the end of the moment does nothing more', async () => {
  const { world, id, chosenMs } = await inTheMoment(3);
  world.command(id, 'retry-requested');
  await until(world, () => world.views()[0]?.state === 'succeeded');
  expect(world.clock.nowMs()).toBeLessThan(chosenMs + MOMENT_MS);
  await runToEnd(world);
  expect(judge(world, [{ id, name: 'file' }])).toMatchObject({ lost: [], doubled: [], wrong: [] });
});

test('L1: a kill in the moment neither shortens it nor begins it anew', async () => {
  // The process is there again after half a minute, and after a whole one.
  for (const kills of [1, 2]) {
    const { world, chosenMs } = await inTheMoment(4);
    for (let kill = 0; kill < kills; kill++) {
      await until(world, () => world.clock.nowMs() >= chosenMs + kill * RESTART_MS && isHeld(world));
      world.kill();
    }
    await runToEnd(world);
    expect(begunMs(world)).toBe(chosenMs + MOMENT_MS);
    expect(world.views()[0]?.state).toBe('succeeded');
  }
});

test('L1: a kill before or after any call sends nothing before its time, and what is undone stays undone', async () => {
  const whole = createWorld({ random: seededRandom(5), guard });
  void whole.addFile('file', 2);
  await runBesidePage(whole);
  const calls = whole.calls();
  expect(calls).toBeGreaterThan(8);
  for (let call = 1; call <= calls; call++) {
    for (const when of ['before', 'after'] as const) {
      const world = createWorld({ random: seededRandom(5), guard, crashPoints: [{ call, when }] });
      const chosenMs = world.clock.nowMs();
      const acknowledged: { id: JobId; name: string }[] = [];
      void world.addFile('file', 2).then((id) => acknowledged.push({ id, name: 'file' }));
      await runBesidePage(world);
      const { lost, doubled, wrong } = judge(world, acknowledged);
      expect({ call, when, lost, doubled, wrong }).toEqual({ call, when, lost: [], doubled: [], wrong: [] });
      expect(begunMs(world) ?? Number.POSITIVE_INFINITY).toBeGreaterThanOrEqual(chosenMs + MOMENT_MS);
    }
  }
});

test('L1: a kill before or after any call sends nothing of bytes that are stored already', async () => {
  const offering = { undoMs: 0, offersKnown: true };
  const run = async (crashPoints: readonly CrashPoint[]) => {
    const world = createWorld({ random: seededRandom(6), guard: offering, crashPoints });
    void world.addFile('first', 2);
    await runBesidePage(world);
    const callsOfFirst = world.calls();
    void world.addFile('again', 2);
    await runBesidePage(world);
    return { world, callsOfFirst };
  };
  const { world: whole, callsOfFirst } = await run([]);
  expect(whole.calls()).toBeGreaterThan(callsOfFirst + 4);
  for (let call = callsOfFirst + 1; call <= whole.calls(); call++) {
    for (const when of ['before', 'after'] as const) {
      const { world } = await run([{ call, when }]);
      const again = world.views().find(({ name }) => name === 'again');
      // Killed before it was written down, it was never acknowledged.
      if (again !== undefined && world.hasFile(again.id)) expect(again.waiting?.reason).toBe('known');
      expect([...world.server.uploads.values()].map(({ fileName }) => fileName)).toEqual(['first']);
    }
  }
});
