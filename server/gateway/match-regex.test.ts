import { expect, test } from 'vitest';
import { matchRegex } from './match-regex.ts';

test('a pattern is tried at the start of the subject', () => {
  expect(matchRegex('up/', 'up/a')).toBe('match');
  expect(matchRegex('up/', 'x/up/a')).toBe('no match');
  expect(matchRegex('a|b', 'xb')).toBe('no match');
  expect(matchRegex('', 'anything')).toBe('match');
});

test.each(['(', '[', 'a{2,1}', '\\', ')', 'x'.repeat(1000)])('%s is no pattern', (pattern) => {
  expect(matchRegex(pattern, 'a')).toBe('bad pattern');
});

test('a pattern that takes too long is given up', () => {
  const beganMs = performance.now();
  expect(matchRegex('(a+)+$', `${'a'.repeat(100)}!`)).toBe('bad pattern');
  expect(performance.now() - beganMs).toBeLessThan(10_000);
});
