import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { throttle } from './throttle.ts';

beforeEach(() => {
  vi.useFakeTimers();
  return () => vi.useRealTimers();
});
afterEach(() => vi.clearAllTimers());

test('X9: whatever the rate of changes, work is done ten times a second and once more after the last', async () => {
  let value = 0;
  const done: { readonly value: number; readonly atMs: number }[] = [];
  const startMs = Date.now();
  const publish = throttle(async () => void done.push({ value, atMs: Date.now() - startMs }), 100);
  for (; value < 5_000; value++) {
    publish();
    await vi.advanceTimersByTimeAsync(1);
  }
  await vi.runAllTimersAsync();
  expect(done.length).toBeGreaterThan(40);
  expect(done.length).toBeLessThanOrEqual(51);
  // That of the last call.
  expect(done.at(-1)?.value).toBe(4_999);
  expect(vi.getTimerCount()).toBe(0);
});

test('X9: slow work is never done twice at once, and the next begins an interval after it ended', async () => {
  let running = 0;
  let most = 0;
  let ended = 0;
  const publish = throttle(async () => {
    running += 1;
    most = Math.max(most, running);
    await new Promise((resolve) => setTimeout(resolve, 350));
    running -= 1;
    ended += 1;
  }, 100);
  for (let turn = 0; turn < 900; turn++) {
    publish();
    await vi.advanceTimersByTimeAsync(1);
  }
  expect(most).toBe(1);
  await vi.runAllTimersAsync();
  expect(ended).toBe(3);
});

test('work that fails does not keep the next from being done', async () => {
  let attempts = 0;
  const publish = throttle(async () => {
    attempts += 1;
    throw new Error('no');
  }, 100);
  publish();
  await vi.runAllTimersAsync();
  publish();
  await vi.runAllTimersAsync();
  expect(attempts).toBe(2);
});
