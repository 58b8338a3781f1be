import fc from 'fast-check';
import { expect, test } from 'vitest';
import { openPolicy } from '../../server/gateway/policy.ts';
import { type Policy, readPolicy } from '../protocol/policy.ts';
import { signPolicy } from './sign-policy.ts';

test('signs as filestack-js does', async () => {
  // Made by getSecurity of filestack-js 4.3.8.
  expect(await signPolicy({ expiry: 1893456000, call: ['pick', 'store'] }, 'secret')).toEqual({
    policy: 'eyJleHBpcnkiOjE4OTM0NTYwMDAsImNhbGwiOlsicGljayIsInN0b3JlIl19',
    signature: '3d041aeec073fa70ddcef6f750363ba0886a698f70304b7dc50e5aceb4ad177e',
  });
});

const policies = fc.record(
  {
    expiry: fc.nat(99_999_999_999),
    call: fc.array(fc.string()),
    path: fc.string({ unit: 'grapheme' }),
    container: fc.string({ unit: 'grapheme' }),
    handle: fc.string(),
    minSize: fc.nat(),
    maxSize: fc.nat(),
  },
  { requiredKeys: ['expiry'] },
) satisfies fc.Arbitrary<Policy>;

test('a gateway accepts what is signed, with the same secret only, and it is read as it was made', async () => {
  await fc.assert(
    fc.asyncProperty(
      policies,
      fc.string({ minLength: 1, unit: 'grapheme' }),
      fc.string({ minLength: 1 }),
      async (policy, secret, other) => {
        const signed = await signPolicy(policy, secret);
        expect(signed.policy).toMatch(/^[\w-]+=*$/);
        expect(openPolicy(signed, secret)).toEqual({ ok: true, policy });
        expect(readPolicy(signed.policy)).toEqual({ policy });
        // HMAC fills a key up with zero bytes.
        fc.pre(other.replace(/\0+$/, '') !== secret.replace(/\0+$/, ''));
        expect(openPolicy(signed, other).ok).toBe(false);
      },
    ),
  );
});
