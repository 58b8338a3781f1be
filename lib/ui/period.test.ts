import { expect, test } from 'vitest';
import { sinceMsOf } from './period.ts';

const now = new Date(2026, 2, 30, 15, 45).getTime();

test('a period begins at midnight, where the person is', () => {
  expect(sinceMsOf('any', now)).toBeUndefined();
  expect(sinceMsOf('today', now)).toBe(new Date(2026, 2, 30).getTime());
  expect(sinceMsOf('week', now)).toBe(new Date(2026, 2, 24).getTime());
  expect(sinceMsOf('month', now)).toBe(new Date(2026, 2, 1).getTime());
  expect(sinceMsOf('year', now)).toBe(new Date(2025, 2, 31).getTime());
});
