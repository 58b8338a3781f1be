import { expect, test } from 'vitest';
import { formatBytes } from './format-bytes.ts';

test('sizes are shown in the unit that fits', () => {
  const shown = [0, 1, 999, 1_500, 67_108_864, 3_000_000_000, 5e13].map((size) => formatBytes(size, 'en'));
  expect(shown).toEqual(['0 bytes', '1 byte', '999 bytes', '1.5 kB', '67.1 MB', '3 GB', '50 TB']);
});
