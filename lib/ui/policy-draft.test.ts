import fc from 'fast-check';
import { expect, test } from 'vitest';
import { policyCalls } from '../protocol/policy-explained.ts';
import { expiryKinds, newPolicyDraft, type PolicyDraft, type PolicyField, policyOf } from './policy-draft.ts';

const nowMs = 1_893_456_000_500;
const made = (draft: Partial<PolicyDraft>) => policyOf({ ...newPolicyDraft, ...draft }, nowMs);

test('a new policy allows uploads for thirty days and nothing else', () => {
  expect(made({})).toEqual({
    kind: 'valid',
    policy: { expiry: 1_893_456_000 + 30 * 24 * 3600, call: ['pick', 'store'] },
  });
});

test('each field that is filled is in the policy', () => {
  expect(
    made({
      calls: ['remove', 'pick'],
      expiryKind: 'hours',
      expiryCount: '1,5',
      path: '/photos/',
      container: 'mine',
      minSize: '0',
      maxSize: '0.5',
      handle: ' h ',
    }),
  ).toEqual({
    kind: 'valid',
    policy: {
      expiry: 1_893_456_000 + 5400,
      call: ['pick', 'remove'],
      path: '/photos/',
      container: 'mine',
      minSize: 0,
      maxSize: 500_000,
      handle: 'h',
    },
  });
});

test('a date is this computer’s own', () => {
  const expected = new Date(2040, 4, 6, 7, 8).getTime() / 1000;
  expect(made({ expiryKind: 'moment', expiryMoment: '2040-05-06T07:08' })).toMatchObject({
    policy: { expiry: expected },
  });
});

test.each<readonly [PolicyField, Partial<PolicyDraft>]>([
  ['calls', { calls: [] }],
  ['expiry', { expiryCount: '' }],
  ['expiry', { expiryCount: '0' }],
  ['expiry', { expiryCount: '-1' }],
  ['expiry', { expiryKind: 'hours', expiryCount: '0.0001' }],
  ['expiry', { expiryCount: 'soon' }],
  ['expiry', { expiryCount: '1e9' }],
  ['expiry', { expiryKind: 'moment', expiryMoment: '' }],
  ['expiry', { expiryKind: 'moment', expiryMoment: '2001-01-01T00:00' }],
  ['path', { path: '(' }],
  ['container', { container: '*' }],
  ['minSize', { minSize: '-1' }],
  ['maxSize', { maxSize: 'much' }],
  ['maxSize', { minSize: '2', maxSize: '1' }],
])('U9: a policy whose %s can’t be used is not made: %j', (field, draft) => {
  expect(made(draft)).toMatchObject({ kind: 'invalid', field });
});

test('whatever is typed, a policy that is made ends later than now and is whole', () => {
  const drafts = fc.record({
    calls: fc.subarray([...policyCalls]),
    expiryKind: fc.constantFrom(...expiryKinds),
    expiryCount: fc.oneof(fc.string(), fc.double().map(String)),
    expiryMoment: fc.oneof(
      fc.string(),
      fc.date({ noInvalidDate: true }).map((date) => date.toISOString().slice(0, 16)),
    ),
    path: fc.string(),
    container: fc.string(),
    minSize: fc.oneof(fc.string(), fc.double().map(String)),
    maxSize: fc.oneof(fc.string(), fc.double().map(String)),
    handle: fc.string(),
  });
  fc.assert(
    fc.property(drafts, (draft) => {
      const result = policyOf(draft, nowMs);
      if (result.kind === 'invalid') return;
      expect(result.policy.expiry * 1000).toBeGreaterThan(nowMs);
      expect(Number.isSafeInteger(result.policy.expiry)).toBe(true);
      expect(result.policy.call).not.toEqual([]);
    }),
  );
});
