import fc from 'fast-check';
import { expect, test } from 'vitest';
import { cleanPasted, hasInnerSpace } from './pasted-text.ts';

test.each([
  ['  my-bucket\n', 'my-bucket', false],
  ['"my-bucket"', 'my-bucket', true],
  ['“my-bucket”', 'my-bucket', true],
  ['my-\u200bbuc\u00adket\ufeff', 'my-bucket', true],
  ['my-\r\nbucket', 'my-bucket', true],
  ['my bucket', 'my bucket', false],
])('U8: %j is read as %j', (pasted, text, isCleaned) => {
  expect(cleanPasted(pasted)).toEqual({ text, isCleaned });
});

test('U8: what was cleaned once is clean, and nothing in it is invisible', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (pasted) => {
      const { text } = cleanPasted(pasted);
      expect(cleanPasted(text)).toEqual({ text, isCleaned: false });
      expect(text).not.toMatch(/[\p{Cc}\p{Cf}\p{Cs}]|^\s|\s$/u);
    }),
  );
});

test('U8: a space inside is seen, of whatever kind', () => {
  expect(['a b', 'a\u00a0b', 'ab', ' ab '].map(hasInnerSpace)).toEqual([true, true, false, false]);
});
