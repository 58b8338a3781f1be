import { expect, test } from 'vitest';
import { needsBackground } from './needs-background.ts';

test('an empty list, what has ended, is paused or waits for a person leave the background asleep', () => {
  expect(needsBackground([])).toBe(false);
  expect(
    needsBackground([
      { state: 'succeeded' },
      { state: 'failed' },
      { state: 'cancelled' },
      { state: 'paused' },
      { state: 'waiting', waiting: { reason: 'credentials' } },
      { state: 'waiting', waiting: { reason: 'permission' } },
      { state: 'waiting', waiting: { reason: 'file' } },
    ]),
  ).toBe(false);
});

test('one upload under way, or waiting for what time mends, needs the background', () => {
  expect(needsBackground([{ state: 'succeeded' }, { state: 'uploading' }])).toBe(true);
  expect(needsBackground([{ state: 'staging' }])).toBe(true);
  expect(needsBackground([{ state: 'waiting', waiting: { reason: 'offline' } }])).toBe(true);
  expect(needsBackground([{ state: 'waiting', waiting: { reason: 'disk', untilMs: 1 } }])).toBe(true);
});
