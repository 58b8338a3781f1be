import { expect, test } from 'vitest';
import { seededRandom } from './seeded-random.ts';
import { judge, runToEnd } from './verdict.ts';
import { createWorld } from './world.ts';

/** What the journal of one upload had to carry. */
async function loadOf(partCount: number) {
  const world = createWorld({ random: seededRandom(1) });
  const added = world.addFile('file', partCount);
  await runToEnd(world);
  const { lost, doubled, wrong } = judge(world, [{ id: await added, name: 'file' }]);
  expect({ lost, doubled, wrong }).toEqual({ lost: [], doubled: [], wrong: [] });
  return world.load;
}

test('an upload of 10,000 parts costs the journal no more for each than one of 10', async () => {
  const [short, long] = [await loadOf(10), await loadOf(10_000)];
  const more = 10_000 - 10;
  // One record is written for a part, by a commit of its own, and read once: for the last look before complete.
  expect(long.written - short.written).toBe(more);
  expect(long.commits - short.commits).toBe(more);
  expect(long.read - short.read).toBe(more);
}, 120_000);
