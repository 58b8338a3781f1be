import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { systemClock } from './system-clock.ts';

const DAY_MS = 86_400_000;

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

test('calls back once, after the time and not before', () => {
  const callback = vi.fn();
  systemClock.schedule(1_000, callback);
  vi.advanceTimersByTime(999);
  expect(callback).not.toHaveBeenCalled();
  vi.advanceTimersByTime(1);
  expect(callback).toHaveBeenCalledOnce();
  vi.advanceTimersByTime(10_000);
  expect(callback).toHaveBeenCalledOnce();
});

test('what is called off is not called, and calling off late is harmless', () => {
  const callback = vi.fn();
  const callOff = systemClock.schedule(1_000, callback);
  callOff();
  vi.advanceTimersByTime(2_000);
  expect(callback).not.toHaveBeenCalled();

  const callOffLate = systemClock.schedule(0, callback);
  vi.advanceTimersByTime(0);
  callOffLate();
  expect(callback).toHaveBeenCalledOnce();
});

test('C5: a wait that is longer than a timer holds ends neither at once nor early', () => {
  const callback = vi.fn();
  systemClock.schedule(60 * DAY_MS, callback);
  vi.advanceTimersByTime(60 * DAY_MS - 1);
  expect(callback).not.toHaveBeenCalled();
  vi.advanceTimersByTime(1);
  expect(callback).toHaveBeenCalledOnce();
});

test('a long wait can be called off in each of its stretches', () => {
  const callback = vi.fn();
  const callOff = systemClock.schedule(60 * DAY_MS, callback);
  vi.advanceTimersByTime(30 * DAY_MS);
  callOff();
  vi.advanceTimersByTime(60 * DAY_MS);
  expect(callback).not.toHaveBeenCalled();
});

test('tells the time of day, and numbers from 0 to below 1', () => {
  vi.setSystemTime(1_234_567);
  expect(systemClock.nowMs()).toBe(1_234_567);
  for (let time = 0; time < 100; time += 1) {
    const number = systemClock.random();
    expect(number >= 0 && number < 1).toBe(true);
  }
});
