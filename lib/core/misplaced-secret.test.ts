import fc from 'fast-check';
import { expect, test } from 'vitest';
import { misplacedSecret } from './misplaced-secret.ts';

test.each([
  ['AKIAIOSFODNN7EXAMPLE', 'aws-key-id'],
  ['ASIAIOSFODNN7EXAMPLE', 'aws-key-id'],
  ['wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY', 'aws-secret'],
  ['Z3IYZSH2UJA7VN3QYFVSVCF7PI', 'app-secret'],
  ['eyJleHBpcnkiOjE4OTM0NTYwMDB9', 'policy'],
  ['{"accessKeyId":"AKIA"}', 'json'],
])('U15: %s looks like %s', (text, kind) => {
  expect(misplacedSecret(text)).toBe(kind);
});

test.each([
  'A3k2mPqRsTuVwXyZabcdez',
  'test-key',
  'my-bucket',
  'eu-central-1',
  'photos/2026/',
  '',
  'eyeballs',
])('U15: “%s” looks like nothing that is misplaced', (text) => {
  expect(misplacedSecret(text)).toBeUndefined();
});

test('U15: a gateway’s key in hex is no secret of somebody else, whatever its length', () => {
  const hex = fc.array(fc.constantFrom(...'0123456789abcdefABCDEF'), { maxLength: 80 });
  fc.assert(
    fc.property(hex, (digits) => {
      expect(misplacedSecret(digits.join(''))).toBeUndefined();
    }),
  );
});
