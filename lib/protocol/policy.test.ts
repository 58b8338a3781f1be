import { expect, test } from 'vitest';
import { signPolicy } from '../../server/gateway/policy.ts';
import { readPolicy } from './policy.ts';

const encode = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64');

test('a policy is read as Filestack’s libraries write it, in either alphabet and with or without padding', () => {
  const policy = { expiry: 1893456000, call: ['pick', 'store'], path: '/ÿ>?/' };
  const { policy: plain } = signPolicy(policy, 'secret');
  const urlSafe = plain.replaceAll('+', '-').replaceAll('/', '_');
  expect(urlSafe).not.toBe(plain);
  for (const text of [plain, urlSafe, plain.replaceAll('=', '')]) {
    expect(readPolicy(text)).toEqual({ policy });
  }
});

test.each([
  ['policy={}', 'not-base64'],
  ['eyJleHBpcnkiOjE4OTM0NTYwMDB9x', 'not-base64'],
  [Buffer.from([0xff, 0xfe]).toString('base64'), 'not-base64'],
  [Buffer.from('{"expiry":').toString('base64'), 'not-json'],
  [encode('text'), 'not-json'],
  [encode(null), 'not-json'],
  [encode({}), 'no-expiry'],
  [encode({ call: ['pick'], expiry: null }), 'no-expiry'],
  [encode({ expiry: '1893456000' }), 'expiry-not-seconds'],
  [encode({ expiry: '2030-01-01T00:00:00Z' }), 'expiry-not-seconds'],
  [encode({ expiry: 1893456000.5 }), 'expiry-not-seconds'],
  [encode({ expiry: -1 }), 'expiry-not-seconds'],
  [encode({ expiry: 1_893_456_000_000 }), 'expiry-in-ms'],
])('A6: a policy of %s is %s', (text, fault) => {
  expect(readPolicy(text)).toEqual({ fault });
});

test('what is not as documented beside the expiry is left to the server', () => {
  const odd = { expiry: 1893456000, call: 7, maxSize: '5', minSize: {}, path: [], container: null, more: 1 };
  expect(readPolicy(encode(odd))).toEqual({ policy: { expiry: 1893456000 } });
});
