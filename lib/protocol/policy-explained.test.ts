import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { StoreOptions } from '../core/store-options.ts';
import type { Policy } from './policy.ts';
import {
  explainPolicy,
  isPolicyCall,
  type PolicyNote,
  policyCalls,
  policyNotes,
} from './policy-explained.ts';

const expiry = 1893456000;
const DAY_MS = 24 * 3_600_000;
const explain = (
  policy: Partial<Policy>,
  store: Partial<StoreOptions> = {},
  nowMs = expiry * 1000 - 2 * DAY_MS,
) =>
  explainPolicy({ expiry, ...policy }, { store: { location: 's3', ...store }, nowMs, fileLimitBytes: 1000 });

test('a policy that names no call allows all of them, so nothing is lacking', () => {
  expect(explain({})).toMatchObject({ calls: undefined, notes: [], path: undefined, container: undefined });
});

test('what a policy says is told as it says it', () => {
  expect(
    explain({ call: 'pick', minSize: 1, maxSize: 2000, handle: 'h', path: 'a/' }, { path: 'a/b/' }),
  ).toEqual({
    calls: ['pick'],
    expiryMs: expiry * 1000,
    path: { pattern: 'a/', text: 'a/b/', fit: 'fits' },
    container: undefined,
    minSize: 1,
    maxSize: 2000,
    handle: 'h',
    notes: ['one-file', 'no-remove', 'no-read'],
  });
});

test.each<readonly [PolicyNote, Partial<Policy>, Partial<StoreOptions>]>([
  ['no-upload', { call: ['read', 'remove'] }, {}],
  ['no-upload', { call: ['read', 'remove'] }, { container: 'c' }],
  ['no-remove', { call: ['pick', 'store', 'read'] }, {}],
  ['no-read', { call: ['pick', 'store', 'remove'] }, {}],
  ['container-needs-store', { call: ['pick', 'read', 'remove'] }, { container: 'c' }],
  ['one-file', { handle: 'h' }, {}],
  ['small-files-only', { maxSize: 999 }, {}],
  ['no-size', { minSize: 10, maxSize: 9 }, {}],
])('A7: %s is told of %j with %j', (note, policy, store) => {
  expect(explain(policy, store).notes).toEqual([note]);
});

test.each([
  ['a second after', -1000, ['expired']],
  ['in the second', 0, ['expired']],
  ['a second before', 1000, ['expires-soon']],
  ['a day before', DAY_MS, ['expires-soon']],
  ['more than a day before', DAY_MS + 1000, []],
] as const)('A7: %s the expiry the notes are right', (_when, leftMs, notes) => {
  expect(explain({}, {}, expiry * 1000 - leftMs).notes).toEqual(notes);
});

test('a store default that a pattern does not allow is marked, and one that can’t be told is not', () => {
  const fitting = (pattern: string, path?: string) =>
    explain({ path: pattern }, path === undefined ? {} : { path }).path?.fit;
  expect(fitting('/photos/', 'photos/')).toBe('fits');
  expect(fitting('/photos/', 'films/')).toBe('other');
  expect(fitting('/photos/')).toBe('unknown');
  expect(fitting('(a+)+$', 'aaaa')).toBe('unknown');
  expect(explain({ container: 'mine$' }, { container: 'theirs' }).container?.fit).toBe('other');
});

test('whatever a policy says, it is explained without a throw, and never as expired and expiring at once', () => {
  const policies = fc.record(
    {
      expiry: fc.nat(99_999_999_999),
      call: fc.oneof(fc.string(), fc.array(fc.string())),
      path: fc.string(),
      container: fc.string(),
      minSize: fc.double(),
      maxSize: fc.double(),
      handle: fc.string(),
    },
    { requiredKeys: ['expiry'] },
  );
  fc.assert(
    fc.property(policies, fc.nat(), fc.string(), (policy, nowMs, path) => {
      const { notes } = explain(policy, { path }, nowMs);
      expect(notes).toEqual(policyNotes.filter((note) => notes.includes(note)));
      expect(notes.includes('expired') && notes.includes('expires-soon')).toBe(false);
    }),
  );
});

test('only documented calls are calls', () => {
  expect(policyCalls.every(isPolicyCall)).toBe(true);
  expect(isPolicyCall('toString')).toBe(false);
});
