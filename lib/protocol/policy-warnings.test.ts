import { expect, test } from 'vitest';
import type { StoreOptions } from '../core/store-options.ts';
import type { Policy } from './policy.ts';
import { type PolicyWarning, warningsOf } from './policy-warnings.ts';

const expiry = 1893456000;
const nowMs = (expiry - 60) * 1000;
const warnings = (policy: Partial<Policy>, store: Partial<StoreOptions> = {}, sizeBytes = 100) =>
  warningsOf({ expiry, ...policy }, { sizeBytes, store: { location: 's3', ...store }, nowMs });

test.each<readonly [PolicyWarning, Partial<Policy>, Partial<StoreOptions>]>([
  ['policy-expired', { expiry: expiry - 60 }, {}],
  ['policy-no-upload', { call: ['read', 'stat'] }, {}],
  ['policy-no-upload', { call: 'read' }, {}],
  ['policy-no-upload', { call: [] }, {}],
  ['policy-no-upload', { call: ['pick'] }, { container: 'mine' }],
  ['policy-too-large', { maxSize: 99 }, {}],
  ['policy-too-small', { minSize: 101 }, {}],
  ['policy-other-path', { path: '/photos/' }, { path: 'films/' }],
  ['policy-other-path', { path: 'photos/$' }, { path: 'photos/2026/' }],
  ['policy-other-container', { container: 'mine|ours' }, { container: 'theirs', path: 'a/' }],
])('A7: %s is a warning of %j with %j', (warning, policy, store) => {
  expect(warnings(policy, store)).toEqual([warning]);
});

test.each<readonly [Partial<Policy>, Partial<StoreOptions>]>([
  [{}, { path: 'a/', container: 'c' }],
  [{ expiry: expiry - 59 }, {}],
  [{ call: 'pick' }, {}],
  [{ call: ['store'] }, { container: 'c' }],
  [{ minSize: 100, maxSize: 100 }, {}],
  [{ path: 'photos/', container: 'mine' }, {}],
  [{ path: '/photos/' }, { path: 'photos/2026/' }],
  [{ path: 'photos/' }, { path: '/photos/' }],
  [{ container: 'mine|ours' }, { container: 'ours' }],
])('A7: what a policy allows is no reason to warn: %j with %j', (policy, store) => {
  expect(warnings(policy, store)).toEqual([]);
});

test('A7: a pattern that is not JavaScript’s, or slow to match, is left to the server', () => {
  const slow = 'a'.repeat(1000);
  const beganMs = performance.now();
  for (const path of ['(', '(?i)photos', '(a+)+$', '(a|a)*$', '(a)\\1', '.*.*.*.*b']) {
    expect(warnings({ path }, { path: slow })).toEqual([]);
  }
  expect(performance.now() - beganMs).toBeLessThan(1000);
});

test('C6: a clock that is wrong by years changes the warning and nothing else', () => {
  const tenYearsMs = 10 * 365 * 24 * 3_600_000;
  const use = { sizeBytes: 100, store: { location: 's3' } } as const;
  const policy = { expiry, call: ['pick'] };
  expect(warningsOf(policy, { ...use, nowMs: nowMs + tenYearsMs })).toEqual(['policy-expired']);
  expect(warningsOf(policy, { ...use, nowMs: nowMs - tenYearsMs })).toEqual([]);
});
