import { expect, test } from 'vitest';
import { formatCountdown, formatMoment } from './format-countdown.ts';

const HOUR_MS = 3_600_000;

test.each([
  [-1, '00:00:00'],
  [0, '00:00:00'],
  [1, '00:00:01'],
  [61_000, '00:01:01'],
  [24 * HOUR_MS - 1, '24:00:00'],
  [48 * HOUR_MS - 1000, '47:59:59'],
  [48 * HOUR_MS, '2 days'],
  [365 * 24 * HOUR_MS - 1000, '364 days'],
])('%i ms are shown as %s', (leftMs, text) => {
  expect(formatCountdown(leftMs, 'en')).toBe(text);
});

test('a countdown is written in the digits of the language', () => {
  expect(formatCountdown(61_000, 'ar-EG')).toBe('٠٠:٠١:٠١');
});

test('a moment names its date, time and zone; the last second a policy can name is one as well', () => {
  expect(formatMoment(1893456000_000, 'en')).toMatch(/20(29|30).*:00/);
  expect(formatMoment(99_999_999_999_000, 'en')).toMatch(/5138/);
});
