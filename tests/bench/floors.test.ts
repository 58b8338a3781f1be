import { expect, test } from 'vitest';
import type { Measurement } from './bench-run.ts';
import { contenders, limit } from './contenders.ts';
import { floors, floorsText } from './floors.ts';
import type { Column } from './table.ts';

const runs = (...sentMs: readonly number[]): readonly Measurement[] =>
  sentMs.map((ms) => ({ sentMs: ms, chosenMs: ms, cpuSeconds: 1, preflights: 0, stolenShare: 0 }));

/** What was measured of the limit, of us with MD5, and of us without. */
const column = (delayMs: number, bare: number, withMd5: number, without: number): Column => ({
  delayMs,
  results: new Map([
    [limit.name, runs(bare, bare, 10 * bare)],
    ['this extension, MD5', runs(withMd5)],
    ['this extension, no MD5', runs(without)],
  ]),
});

test('each floor is said to be met or missed by the medians', () => {
  expect(floorsText([column(0, 950, 1500, 1000), column(50, 1000, 1251, 1112)]).split('\n')).toEqual([
    '- this extension, MD5, 0 ms: 0.60 is wanted at least: met, 0.633',
    '- this extension, MD5, 50 ms: 0.80 is wanted at least: MISSED, 0.799',
    '- this extension, no MD5, 0 ms: 0.95 is wanted at least: met, 0.950',
    '- this extension, no MD5, 50 ms: 0.90 is wanted at least: MISSED, 0.899',
  ]);
});

test('a floor that nothing was measured for is neither met nor missed', () => {
  const onlyMd5 = { delayMs: 0, results: new Map([...column(0, 500, 1000, 1).results].slice(0, 2)) };
  expect(
    floorsText([onlyMd5])
      .split('\n')
      .map((line) => line.split(': ').at(-1)),
  ).toEqual(['MISSED, 0.500', 'not measured', 'not measured', 'not measured']);
});

test('every floor is of an uploader that is measured', () => {
  const names = contenders.map(({ name }) => name);
  for (const { name } of floors) expect(names).toContain(name);
});
