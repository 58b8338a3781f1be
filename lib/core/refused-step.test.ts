import { expect, test } from 'vitest';
import { refusedStep } from './refused-step.ts';
import { type ErrorCode, UploadError } from './upload-error.ts';

const refused = (code: ErrorCode, status?: number, serverText?: string, hasPolicy = false) =>
  refusedStep(
    new UploadError(code, 'refused', { ...(status && { status }), ...(serverText && { serverText }) }),
    hasPolicy,
  );

test.each([
  [400, 'Invalid API key'],
  [400, 'No API key'],
  [401, 'Invalid Application'],
])('the words of a %i, “%s”, say that it is the key', (status, words) => {
  expect(refused(status === 401 ? 'auth' : 'rejected', status, words, true)).toBe('key');
});

test.each([
  'Invalid App policy: the policy has expired',
  'Security is on: a policy and a signature are needed',
  'application [AbC] policy error: proper credentials were not provided',
])('“%s” is about the policy, although an app is named', (words) => {
  expect(refused('auth', 403, words)).toBe('allowed');
});

test('a refusal without words is the policy’s where there is one, else the key’s', () => {
  expect(refused('auth', 403, undefined, true)).toBe('allowed');
  expect(refused('auth', 403)).toBe('key');
});

test('what is said of the place is not said of the key', () => {
  expect(refused('rejected', 400, 'This gateway has another container')).toBe('allowed');
});

test.each(['network', 'timeout', 'offline', 'server', 'throttled', 'protocol', 'unexpected'] as const)(
  '%s says nothing of key and policy',
  (code) => expect(refused(code)).toBe('reachable'),
);

test('somebody else answers at the address', () => {
  expect(refused('rejected', 404, 'No such key')).toBe('reachable');
});
