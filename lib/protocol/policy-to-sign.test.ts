import { expect, test } from 'vitest';
import { policyToSign } from './policy-to-sign.ts';
import { warningsOf } from './policy-warnings.ts';

const nowMs = 1_800_000_000_000;
const now = nowMs / 1000;
const store = { location: 's3', path: 'up (1)/', container: 'mine' } as const;
const calls = ['pick', 'store', 'read', 'remove'];

test('where there is no policy, the one to sign has the calls and a year', () => {
  expect(policyToSign(undefined, calls, store, nowMs)).toEqual({ expiry: now + 365 * 86_400, call: calls });
});

test('what a policy allows already and how it is limited stays as it is', () => {
  const present = { expiry: now + 90 * 86_400, call: ['stat', 'pick'], path: 'up .*', maxSize: 5 };
  expect(policyToSign(present, calls, store, nowMs)).toEqual({
    ...present,
    call: ['stat', 'pick', 'store', 'read', 'remove'],
  });
});

test('a policy that names no calls, and so allows these, names none afterwards', () => {
  expect(policyToSign({ expiry: now + 90 * 86_400 }, calls, store, nowMs)).not.toHaveProperty('call');
});

test('an expired policy, or one for another place, becomes one that allows uploads there', () => {
  const present = { expiry: now - 1, path: 'else/', container: 'theirs', handle: 'abc' };
  const policy = policyToSign(present, calls, store, nowMs);
  expect(warningsOf(policy, { sizeBytes: 1, store, nowMs })).toEqual([]);
  expect(policy).not.toHaveProperty('handle');
});
