import { beforeEach, expect, test, vi } from 'vitest';
import type { HistorySettings } from '../protocol/history-settings.ts';

const alarms = new Map<string, unknown>();
const listeners = new Set<(alarm: { name: string }) => void>();
vi.mock('wxt/browser', () => ({
  browser: {
    alarms: {
      onAlarm: { addListener: (listener: (alarm: { name: string }) => void) => listeners.add(listener) },
      get: async (name: string) => alarms.get(name),
      create: async (name: string, terms: unknown) => void alarms.set(name, terms),
      clear: async (name: string) => alarms.delete(name),
    },
  },
}));
const { createHistoryCleaner, limitsOf } = await import('./history-cleaner.ts');

beforeEach(() => {
  alarms.clear();
  listeners.clear();
  vi.useFakeTimers({ now: 100 * 86_400_000 });
  return () => vi.useRealTimers();
});

function start(settings: HistorySettings) {
  const clean = vi.fn(async () => undefined);
  const cleaner = createHistoryCleaner(async () => settings, clean);
  return { clean, look: cleaner.look };
}

test('without a limit nothing is cleaned, and nothing wakes the worker', async () => {
  const { clean, look } = start({ mostJobs: null, keepDays: null });
  look();
  await vi.runAllTimersAsync();
  expect(clean).not.toHaveBeenCalled();
  expect(alarms.size).toBe(0);
});

test('many uploads that end together are one look', async () => {
  const { clean, look } = start({ mostJobs: 10, keepDays: null });
  for (let count = 0; count < 50; count += 1) look();
  await vi.runAllTimersAsync();
  expect(clean.mock.calls).toEqual([[{ mostJobs: 10 }]]);
});

test('while days are a limit an alarm looks every day; it is set once', async () => {
  const { clean, look } = start({ mostJobs: null, keepDays: 30 });
  look();
  await vi.runAllTimersAsync();
  const [terms] = alarms.values();
  expect(terms).toEqual({ periodInMinutes: 1440 });
  for (const tell of listeners) tell({ name: 'wake-up' });
  for (const tell of listeners) tell({ name: 'clean-history' });
  await vi.runAllTimersAsync();
  expect(clean).toHaveBeenCalledTimes(2);
  expect([...alarms.values()]).toEqual([terms]);
});

test('days are counted back from now', () => {
  expect(limitsOf({ mostJobs: 5, keepDays: 2 }, 86_400_000 * 10)).toEqual({
    mostJobs: 5,
    keptSinceMs: 86_400_000 * 8,
  });
});
