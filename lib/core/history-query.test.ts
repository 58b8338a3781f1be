import fc from 'fast-check';
import { expect, test } from 'vitest';
import { newJobId } from '../engine/testing/sample-job.ts';
import {
  everything,
  type HistoryQuery,
  historySorts,
  historyStates,
  isEverything,
  type Listed,
  matcherOf,
  orderOf,
} from './history-query.ts';
import { jobStateNames } from './job.ts';

const listed = (facts: Partial<Listed> = {}): Listed => ({
  id: newJobId(),
  name: 'Holiday Photo.jpg',
  mimetype: 'image/jpeg',
  sizeBytes: 1,
  createdAtMs: 1,
  state: 'succeeded',
  ...facts,
});
const isFound = (query: Partial<HistoryQuery>, facts: Partial<Listed> = {}) =>
  matcherOf({ ...everything, ...query })(listed(facts));

test('words are found in the name, the folder, the place and the link, in any order and case', () => {
  const facts = {
    folder: 'Italy/Rome/',
    place: { path: '2024/', name: 'stored.jpg' },
    url: 'https://cdn.example/HaNdLe',
  };
  for (const text of ['photo HOLIDAY', 'rome', 'italy/rome/holiday', '2024/stored', 'handle', '  ']) {
    expect(isFound({ text }, facts), text).toBe(true);
  }
  for (const text of ['holiday paris', 'photos']) expect(isFound({ text }, facts), text).toBe(false);
});

test('a letter with an accent is found however it is spelt', () => {
  expect(isFound({ text: 'caf\u00e9' }, { name: 'Cafe\u0301.txt' })).toBe(true);
});

test('every state is one of all, and of exactly one group', () => {
  for (const state of jobStateNames) {
    const groups = historyStates.filter((group) => isFound({ state: group }, { state }));
    expect(groups, state).toHaveLength(2);
    expect(groups[0]).toBe('all');
  }
  expect(isFound({ state: 'done' }, { state: 'succeeded' })).toBe(true);
  expect(isFound({ state: 'failed' }, { state: 'cancelled' })).toBe(true);
  expect(isFound({ state: 'under-way' }, { state: 'waiting' })).toBe(true);
});

test('kind and time are looked at', () => {
  expect(isFound({ kind: 'pictures' })).toBe(true);
  expect(isFound({ kind: 'documents' })).toBe(false);
  expect(isFound({ sinceMs: 1 })).toBe(true);
  expect(isFound({ sinceMs: 2 })).toBe(false);
});

test('nothing but blanks in the default order is no search', () => {
  expect(isEverything({ ...everything, text: ' \t' })).toBe(true);
  for (const part of [
    { text: 'a' },
    { state: 'done' },
    { kind: 'other' },
    { sinceMs: 0 },
    { sort: 'name' },
  ] as const) {
    expect(isEverything({ ...everything, ...part })).toBe(false);
  }
});

const place = fc.record({
  id: fc.constantFrom(...Array.from({ length: 5 }, newJobId)),
  name: fc.constantFrom('a', 'A', 'a2', 'a10', 'ä', ''),
  sizeBytes: fc.nat(2),
  createdAtMs: fc.nat(2),
});

test('each order is total: of two places one is first, and it does not matter how they are asked for', () => {
  fc.assert(
    fc.property(fc.constantFrom(...historySorts), place, place, place, (sort, a, b, c) => {
      const compare = orderOf(sort);
      expect(Math.sign(compare(a, b))).toBe(-Math.sign(compare(b, a)) + 0);
      if (compare(a, b) === 0) expect(a.id).toBe(b.id);
      if (compare(a, b) <= 0 && compare(b, c) <= 0) expect(compare(a, c)).toBeLessThanOrEqual(0);
    }),
  );
});

test('names are in the order of people: 2 before 10, small and large letters together', () => {
  const names = ['b', 'a10', 'A2', 'a1'].map((name) => listed({ name }));
  expect(names.sort(orderOf('name')).map(({ name }) => name)).toEqual(['a1', 'A2', 'a10', 'b']);
});
