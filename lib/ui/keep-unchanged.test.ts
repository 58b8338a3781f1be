import { expect, test } from 'vitest';
import { keepUnchanged, keepUnchangedRows } from './keep-unchanged.ts';

const row = (id: string, state: string) => ({ id, state, file: { url: `https://s3.example/${id}` } });

test('what says the same is the same object', () => {
  const before = { template: 'a', formats: ['link'] };
  expect(keepUnchanged(before, { template: 'a', formats: ['link'] })).toBe(before);
  const now = { template: 'a', formats: ['link', 'html'] };
  expect(keepUnchanged(before, now)).toBe(now);
});

test('only rows that have changed are other objects, wherever they stand', () => {
  const [a, b, c] = [row('a', 'queued'), row('b', 'queued'), row('c', 'queued')];
  const now = [row('new', 'queued'), row('b', 'uploading'), row('a', 'queued')];
  const kept = keepUnchangedRows([a, b, c], now);
  expect(kept).toEqual(now);
  expect(kept.map((one) => [a, b, c].includes(one))).toEqual([false, false, true]);
});

test('a list in which nothing has changed is the same list; one with another order or length is not', () => {
  const before = [row('a', 'queued'), row('b', 'queued')];
  expect(keepUnchangedRows(before, structuredClone(before))).toBe(before);
  for (const now of [before.toReversed(), before.slice(0, 1), [...before, row('c', 'queued')]]) {
    const kept = keepUnchangedRows(before, structuredClone(now));
    expect(kept).not.toBe(before);
    expect(kept).toEqual(now);
  }
});
