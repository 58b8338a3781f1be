import { expect, test } from 'vitest';
import { parseRetryAfter } from './retry-after.ts';

const nowMs = Date.UTC(2026, 0, 1);

test('Retry-After is read as seconds or as a date in the future', () => {
  expect(parseRetryAfter('7', nowMs)).toBe(7_000);
  expect(parseRetryAfter('86400', nowMs)).toBe(86_400_000);
  expect(parseRetryAfter('Thu, 01 Jan 2026 00:00:30 GMT', nowMs)).toBe(30_000);
});

test('anything else is ignored', () => {
  for (const header of [
    null,
    '',
    '-1',
    'abc',
    '1e99',
    '99999999999',
    'Thu, 01 Jan 2015 00:00:30 GMT',
    '3.5',
    '999999999',
  ]) {
    expect(parseRetryAfter(header, nowMs)).toBeUndefined();
  }
});

test('C2 A23: a date is of use only where both clocks are about right, and otherwise ignored', () => {
  for (const years of [-10, 10]) {
    const wrongMs = Date.UTC(2026 + years, 0, 1);
    expect(parseRetryAfter('Thu, 01 Jan 2026 00:00:30 GMT', wrongMs)).toBeUndefined();
  }
});
