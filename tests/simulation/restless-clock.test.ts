import { expect, test } from 'vitest';
import { seededRandom } from './seeded-random.ts';
import { judge, runBesidePage } from './verdict.ts';
import { createWorld } from './world.ts';

test('N2: a part that falls due while the engine looks at the clock is sent all the same', async () => {
  for (let seed = 1; seed <= 40; seed++) {
    const world = createWorld({ random: seededRandom(seed), faultRate: 0.4, tickMs: 1 });
    const added = world.addFile('file', 1);
    await runBesidePage(world);
    const { lost, doubled, wrong } = judge(world, [{ id: await added, name: 'file' }]);
    expect({ seed, lost, doubled, wrong }).toEqual({ seed, lost: [], doubled: [], wrong: [] });
  }
});
