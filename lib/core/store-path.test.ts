import fc from 'fast-check';
import { expect, test } from 'vitest';
import { isRelativeFolder } from './relative-folder.ts';
import { readStorePath } from './store-path.ts';

test.each([
  ['', ''],
  [' ', ''],
  ['/', ''],
  ['a', 'a/'],
  [' /a/b/ ', 'a/b/'],
  ['holiday 2026/day 1', 'holiday 2026/day 1/'],
  ['été/日本', 'été/日本/'],
])('the folder %j is %j', (text, path) => {
  expect(readStorePath(text)).toBe(path);
});

test.each(['..', 'a/../b', './a', 'a//b', 'a\u0000b', 'a\nb', '\ud800', 'x'.repeat(1_100)])(
  'U2: the folder %j is refused',
  (text) => {
    expect(readStorePath(text)).toBeUndefined();
  },
);

test('U2: whatever is written, what is read of it stays below the store and is read as itself', () => {
  fc.assert(
    fc.property(fc.string({ unit: fc.constantFrom('a', '/', '.', ' ', '\\', '\u202e') }), (text) => {
      const path = readStorePath(text);
      if (path === undefined) return;
      expect(path === '' || isRelativeFolder(path)).toBe(true);
      expect(readStorePath(path)).toBe(path);
    }),
  );
});
