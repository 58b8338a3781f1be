import { expect, test, vi } from 'vitest';
import { createShotPace } from './shot-pace.ts';

/** A clock that stands still until it is moved. */
function createTestClock() {
  let nowMs = 1_000;
  let timers: { readonly atMs: number; readonly callback: () => void }[] = [];
  return {
    nowMs: () => nowMs,
    schedule(ms: number, callback: () => void) {
      const timer = { atMs: nowMs + ms, callback };
      timers.push(timer);
      return () => {
        timers = timers.filter((other) => other !== timer);
      };
    },
    waiting: () => timers.length,
    async move(ms: number) {
      nowMs += ms;
      const due = timers.filter(({ atMs }) => atMs <= nowMs);
      timers = timers.filter(({ atMs }) => atMs > nowMs);
      for (const { callback } of due) callback();
      await vi.waitFor(() => undefined);
    },
  };
}

const signal = new AbortController().signal;

test('two pictures are taken at once, and the next ones a second later: never more than two in a second', async () => {
  const clock = createTestClock();
  const pace = createShotPace(clock);
  const taken: number[] = [];
  const shots = Array.from({ length: 6 }, () => pace(async () => void taken.push(clock.nowMs()), signal));
  expect(taken).toEqual([1_000, 1_000]);
  for (let step = 0; step < 40; step++) await clock.move(100);
  await Promise.all(shots);
  expect(taken).toHaveLength(6);
  taken.slice(2).forEach((ms, index) => void expect(ms - (taken[index] ?? 0)).toBeGreaterThan(1_000));
});

test('a picture that the browser calls one too many is taken again later', async () => {
  const clock = createTestClock();
  const pace = createShotPace(clock);
  const take = vi
    .fn<() => Promise<string>>()
    .mockRejectedValueOnce(
      new Error('This request exceeds the MAX_CAPTURE_VISIBLE_TAB_CALLS_PER_SECOND quota.'),
    )
    .mockRejectedValueOnce(
      new Error('This request exceeds the MAX_CAPTURE_VISIBLE_TAB_CALLS_PER_SECOND quota.'),
    )
    .mockResolvedValueOnce('shot');
  const shot = pace(take, signal);
  for (let step = 0; step < 30; step++) await clock.move(100);
  expect(await shot).toBe('shot');
});

test('another refusal is told at once', async () => {
  const take = vi.fn(() => Promise.reject(new Error('no such window')));
  await expect(createShotPace(createTestClock())(take, signal)).rejects.toThrow('no such window');
  expect(take).toHaveBeenCalledOnce();
});

test('who waits for a picture that is no longer wanted waits no longer, and takes none', async () => {
  const clock = createTestClock();
  const pace = createShotPace(clock);
  const take = vi.fn(async () => undefined);
  const unwanted = new AbortController();
  await pace(async () => undefined, signal);
  await pace(async () => undefined, signal);
  const shot = pace(take, unwanted.signal);
  unwanted.abort(new Error('enough'));
  await expect(shot).rejects.toThrow('enough');
  expect(clock.waiting()).toBe(0);
  await clock.move(5_000);
  expect(take).not.toHaveBeenCalled();
});
