import { expect, test } from 'vitest';
import { sanitizedCharacters, sanitizeFileName } from './file-name.ts';

test.each([
  ['a#b.txt', 'a-b.txt'],
  ['a.b#c.tar.gz', 'a.b-c.tar.gz'],
  ['#', '-'],
  ['a.t#t', 'a.t#t'],
  ['.#hidden', '.#hidden'],
  ['#.', '-.'],
  ['a/b:c?d*e.txt', 'a/b:c?d*e.txt'],
  ['ü 🦊.txt', 'ü 🦊.txt'],
  ['', 'unnamed'],
])('%j becomes %j', (name, expected) => {
  expect(sanitizeFileName(name)).toBe(expected);
});

test('the default list is that of filestack-js 4', () => {
  const theirs = ['\\', '{', '}', '|', '%', '`', '"', "'", '~', '[', ']', '#', '^', '<', '>'];
  expect([...sanitizedCharacters].sort()).toEqual(theirs.sort());
  for (const character of theirs) expect(sanitizeFileName(`a${character}b.x`)).toBe('a-b.x');
});

test('a list and a replacement of one’s own take the place of the defaults', () => {
  expect(sanitizeFileName('a b#c.x', { exclude: [' '] })).toBe('a-b#c.x');
  expect(sanitizeFileName('a b#c.x', { replacement: '' })).toBe('a bc.x');
  expect(sanitizeFileName('a🦊b.x', { exclude: ['🦊'], replacement: '_' })).toBe('a_b.x');
  expect(sanitizeFileName('a#b.x', false)).toBe('a#b.x');
  expect(sanitizeFileName('a#b.x', true)).toBe('a-b.x');
});
