import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { GatewayError } from './gateway-error.ts';
import { objectKey } from './object-key.ts';

describe('objectKey', () => {
  test.each([
    ['', 'a.txt', 'ID_a.txt'],
    ['/', 'a.txt', 'ID_a.txt'],
    ['up/', 'a.txt', 'up/ID_a.txt'],
    ['//up//', 'a.txt', 'up//ID_a.txt'],
    ['up', 'a.txt', 'up'],
    ['/up/b.txt', 'a.txt', 'up/b.txt'],
    ['', '../../a', 'ID_.._.._a'],
    ['', 'a\u0000\nb', 'ID_a__b'],
    ['', '\ud800', 'ID_\ufffd'],
    ['.filestack', 'a', '.filestack'],
  ])('makes of path %j and name %j the key %j', (path, name, key) => {
    expect(objectKey(path, name, 'ID')).toBe(key);
  });

  test.each([
    '..',
    'a/..',
    '../a',
    './a',
    'a/./b',
    '.filestack/x',
    '/.filestack/',
    'a\u0007',
    'x'.repeat(1025),
  ])('refuses path %j', (path) => {
    expect(() => objectKey(path, 'a', 'ID')).toThrow(GatewayError);
  });

  test('is refused or safe, whatever it is made of', () => {
    const text = fc.string({ unit: 'binary', maxLength: 60 });
    const awkward = fc.array(fc.constantFrom('.', '..', '/', '\\', 'a', '\u0000', '%2e', 'é', '.filestack/'));
    const any = fc.oneof(
      text,
      awkward.map((pieces) => pieces.join('')),
    );
    fc.assert(
      fc.property(any, any, (path, name) => {
        let key: string;
        try {
          key = objectKey(path, name, 'ID');
        } catch (error) {
          expect(error).toBeInstanceOf(GatewayError);
          return;
        }
        const { pathname } = new URL(
          `http://s3.test/bucket/${key.split('/').map(encodeURIComponent).join('/')}`,
        );
        expect(decodeURIComponent(pathname)).toBe(`/bucket/${key}`);
        expect(key.startsWith('.filestack/')).toBe(false);
        expect(Buffer.byteLength(key)).toBeLessThanOrEqual(1024);
        expect(key).not.toBe('');
      }),
    );
  });
});
