import { expect, test } from 'vitest';
import type { JobId } from '../../lib/core/job.ts';
import type { IntelligentMode } from '../../lib/core/upload-options.ts';
import type { CrashPoint } from './crash-plan.ts';
import { seededRandom } from './seeded-random.ts';
import { judge, runBesidePage, type Verdict } from './verdict.ts';
import { createWorld } from './world.ts';

/** One upload without other faults, killed at the given points. @returns what happened, and how many calls there were */
async function runWithCrashes(
  partCount: number,
  crashPoints: readonly CrashPoint[],
  intelligent: IntelligentMode = false,
): Promise<Verdict & { calls: number; puts: number }> {
  const world = createWorld({ random: seededRandom(partCount), crashPoints, options: { intelligent } });
  const acknowledged: { id: JobId; name: string }[] = [];
  void world.addFile('file', partCount).then((id) => acknowledged.push({ id, name: 'file' }));
  await runBesidePage(world);
  const puts = [...world.server.uploads.values()].reduce((sum, upload) => sum + upload.puts.length, 0);
  return { ...judge(world, acknowledged), calls: world.calls(), puts };
}

const both = ['before', 'after'] as const;

/** Kills before or after each of two calls: all four ways. */
const pairsAt = (first: number, second: number): readonly (readonly CrashPoint[])[] =>
  both.flatMap((when) =>
    both.map((whenSecond) => [
      { call: first, when },
      { call: second, when: whenSecond },
    ]),
  );

function expectWhole(verdict: Verdict, points: readonly CrashPoint[]): void {
  const where = JSON.stringify(points);
  expect({ where, lost: verdict.lost, doubled: verdict.doubled, wrong: verdict.wrong }).toEqual({
    where,
    lost: [],
    doubled: [],
    wrong: [],
  });
}

test('L1 I8 I30: a kill before or after any single call loses, doubles and spoils nothing', async () => {
  for (const partCount of [1, 2, 3, 7]) {
    const { calls } = await runWithCrashes(partCount, []);
    expect(calls).toBeGreaterThan(8);
    for (let call = 1; call <= calls; call++) {
      for (const when of both) {
        const verdict = await runWithCrashes(partCount, [{ call, when }]);
        expectWhole(verdict, [{ call, when }]);
        // At most what was in flight is sent again.
        expect(verdict.puts).toBeLessThanOrEqual(partCount + 5);
      }
    }
  }
});

test('L1 I8: a kill before or after any call of an upload in chunks loses, doubles and spoils nothing', async () => {
  for (const partCount of [1, 3]) {
    const { calls } = await runWithCrashes(partCount, [], true);
    for (let call = 1; call <= calls; call++) {
      for (const when of both) {
        expectWhole(await runWithCrashes(partCount, [{ call, when }], true), [{ call, when }]);
      }
    }
  }
});

test('L1 L3: a kill before or after any two calls loses, doubles and spoils nothing', async () => {
  for (const partCount of [1, 2, 3]) {
    const { calls } = await runWithCrashes(partCount, []);
    for (let first = 1; first <= calls; first++) {
      for (let second = first + 1; second <= calls + 12; second++) {
        for (const points of pairsAt(first, second)) {
          expectWhole(await runWithCrashes(partCount, points), points);
        }
      }
    }
  }
}, 300_000);
