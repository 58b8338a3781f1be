import { createHmac } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { openPolicy, signPolicy } from './policy.ts';

// Seen from the official client's getSecurity (PROTOCOL.md §3).
const vector = {
  policy: 'eyJleHBpcnkiOjE4OTM0NTYwMDAsImNhbGwiOlsicGljayIsInN0b3JlIl19',
  signature: '3d041aeec073fa70ddcef6f750363ba0886a698f70304b7dc50e5aceb4ad177e',
};

describe('a policy', () => {
  test('is signed as the official client signs it', () => {
    expect(signPolicy({ expiry: 1893456000, call: ['pick', 'store'] }, 'secret')).toEqual(vector);
  });

  test('opens with the secret that signed it', () => {
    expect(openPolicy(vector, 'secret')).toEqual({
      ok: true,
      policy: { expiry: 1893456000, call: ['pick', 'store'] },
    });
    expect(openPolicy(vector, 'other').ok).toBe(false);
    expect(openPolicy({ ...vector, signature: '' }, 'secret').ok).toBe(false);
    expect(openPolicy({ ...vector, signature: vector.signature.toUpperCase() }, 'secret').ok).toBe(false);
  });

  test('may come in the URL-safe alphabet and without padding', () => {
    const { policy } = signPolicy({ expiry: 1893456000, path: '>>>???' }, 'secret');
    const urlSafe = policy.replaceAll('+', '-').replaceAll('/', '_').replace(/=+$/, '');
    expect(urlSafe).not.toBe(policy);
    // Signed as it travels: the signature is over the text, not over what it decodes to.
    expect(openPolicy({ ...signPolicyText(urlSafe), policy: urlSafe }, 'secret').ok).toBe(true);
    expect(openPolicy({ ...signPolicyText(urlSafe), policy }, 'secret').ok).toBe(false);
  });

  test.each([
    ['no expiry', {}],
    ['an expiry in text', { expiry: '1893456000' }],
    ['a broken expiry', { expiry: 1893456000.5 }],
    ['a size in text', { expiry: 1893456000, maxSize: '5' }],
    ['a call that is a number', { expiry: 1893456000, call: 1 }],
  ])('with %s is not valid', (_name, policy) => {
    expect(openPolicy(signPolicy(policy, 'secret'), 'secret')).toMatchObject({ ok: false });
  });

  test.each(['', 'bnVsbA==', 'W10=', 'not json', 'x'.repeat(10_000)])('that is %s is not valid', (text) => {
    expect(openPolicy(signPolicyText(text), 'secret').ok).toBe(false);
  });
});

/** Signs any text as if it were a policy. */
function signPolicyText(policy: string): { policy: string; signature: string } {
  return { policy, signature: createHmac('sha256', 'secret').update(policy).digest('hex') };
}
