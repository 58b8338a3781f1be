import { expect, test } from 'vitest';
import { runSeed } from './campaign.ts';

const SEEDS = 600;

test('N16 A25 Q2 G7 I17: whatever happens, nothing is lost, stored twice or stored wrong', async () => {
  let faults = 0;
  let crashes = 0;
  let losses = 0;
  for (let seed = 1; seed <= SEEDS; seed++) {
    const { lost, doubled, wrong, ...counts } = await runSeed(seed);
    expect({ seed, lost, doubled, wrong }).toEqual({ seed, lost: [], doubled: [], wrong: [] });
    faults += counts.faults;
    crashes += counts.crashes;
    losses += counts.losses;
  }
  // The storm was one.
  expect(faults).toBeGreaterThan(SEEDS * 5);
  expect(crashes).toBeGreaterThan(SEEDS * 2);
  expect(losses).toBeGreaterThan(SEEDS / 4);
}, 300_000);

test('the same seed gives the same life', async () => {
  expect(await runSeed(7)).toEqual(await runSeed(7));
});
