import { expect, test } from 'vitest';
import { formatBytes, formatBytesOf, formatSpeed } from './format-bytes.ts';

test('sizes are shown in the unit that fits', () => {
  const shown = [0, 1, 999, 1_500, 67_108_864, 3_000_000_000, 5e13].map((size) => formatBytes(size, 'en'));
  expect(shown).toEqual(['0 bytes', '1 byte', '999 bytes', '1.5 kB', '67.1 MB', '3 GB', '50 TB']);
});

test('a speed is shown in the unit that fits', () => {
  const shown = [0, 900, 4_200_000, 1.25e9].map((speed) => formatSpeed(speed, 'en'));
  expect(shown).toEqual(['0 byte/s', '900 byte/s', '4.2 MB/s', '1.3 GB/s']);
});

test('what is done is shown in the unit of the whole, and never as the whole before it is', () => {
  const shown = [0, 12_345_678, 49_999_999, 50_000_000].map((done) => formatBytesOf(done, 50_000_000, 'en'));
  expect(shown).toEqual(['0', '12.3', '49.9', '50']);
  expect(formatBytesOf(999_999, 250_000_000, 'en')).toBe('0');
  expect(formatBytesOf(12_345_678, 50_000_000, 'de')).toBe('12,3');
});
