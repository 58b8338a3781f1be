import fc from 'fast-check';
import { expect, test } from 'vitest';
import { isolatedName, visibleName } from './visible-name.ts';

test.each([
  ['exe.gpj\u202eannoyed', 'exe.gpj[U+202E]annoyed'],
  ['a\u200bb\u2060c\ufeff', 'a[U+200B]b[U+2060]c[U+FEFF]'],
  ['a\ud800', 'a[U+D800]'],
  ['a\nb\0', 'a[U+000A]b[U+0000]'],
  ['a\u200db', 'a[U+200D]b'],
])('U1: what can’t be seen in %j is spelt out', (name, visible) => {
  expect(visibleName(name)).toBe(visible);
});

test.each(['👩‍🚀.png', '👩🏽‍🚀', '❤️‍🔥', 'نامه‌ها', 'क्‍ष', 'שלום.txt', 'é', 'e\u0301', 'a b', 'CON', ' x. '])(
  'U1 U4: %j is shown as it is',
  (name) => {
    expect(visibleName(name)).toBe(name);
  },
);

test('U1: names that differ are never shown alike for want of a visible sign', () => {
  const name = fc.string({ unit: fc.constantFrom('a', '\u202e', '\u200b', '\ud800', '👩', '\u200d', '🚀') });
  fc.assert(
    fc.property(name, (text) => {
      expect(visibleName(text).replace(/👩\u200d(?=👩|🚀)|🚀\u200d(?=👩|🚀)/gu, '')).not.toMatch(
        /[\p{Cf}\p{Cs}]/u,
      );
    }),
  );
});

test('U1: in a sentence a name is isolated', () => {
  expect(isolatedName('x\u2069y')).toBe('\u2068x[U+2069]y\u2069');
});
