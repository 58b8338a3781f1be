import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createBandwidthGate } from './bandwidth-gate.ts';

/** A clock that a test moves on; timers fire `lateMs` late. */
function handClock(lateMs = 0) {
  let nowMs = 1_000_000;
  let timers: { readonly atMs: number; readonly callback: () => void }[] = [];
  return {
    nowMs: () => nowMs,
    random: () => 0.5,
    schedule(ms: number, callback: () => void) {
      const timer = { atMs: nowMs + ms + lateMs, callback };
      timers.push(timer);
      return () => {
        timers = timers.filter((other) => other !== timer);
      };
    },
    async advance(ms: number) {
      const endMs = nowMs + ms;
      for (;;) {
        await Promise.resolve();
        const due = timers.filter(({ atMs }) => atMs <= endMs).sort((a, b) => a.atMs - b.atMs)[0];
        if (due === undefined) break;
        nowMs = Math.max(nowMs, due.atMs);
        timers = timers.filter((timer) => timer !== due);
        due.callback();
      }
      nowMs = endMs;
      await Promise.resolve();
    },
  };
}

/** A gate, and when each body that asked was let in. */
function watched(clock: ReturnType<typeof handClock>, limitOf: () => number | undefined) {
  const gate = createBandwidthGate(clock, limitOf);
  const begun: { readonly atMs: number; readonly sizeBytes: number }[] = [];
  const take = (sizeBytes: number, signal = new AbortController().signal) =>
    gate.take(sizeBytes, signal).then(() => void begun.push({ atMs: clock.nowMs(), sizeBytes }));
  return { gate, begun, take };
}

test('without a limit nobody waits', async () => {
  const clock = handClock();
  const { begun, take } = watched(clock, () => undefined);
  await Promise.all([take(1e9), take(1e9)]);
  expect(begun).toHaveLength(2);
});

test('a second body begins when the first has passed at the limit', async () => {
  const clock = handClock();
  const { begun, take } = watched(clock, () => 1000);
  void take(3000);
  void take(3000);
  await clock.advance(2999);
  expect(begun).toHaveLength(1);
  await clock.advance(1);
  expect(begun).toHaveLength(2);
});

test('over ten seconds a limit is kept within a tenth, although timers are late', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.integer({ min: 100_000, max: 50_000_000 }),
      fc.integer({ min: 0, max: 200 }),
      async (limit, lateMs) => {
        const clock = handClock(lateMs);
        const { begun, take } = watched(clock, () => limit);
        const sizeBytes = Math.floor(limit / 2);
        for (let count = 0; count < 60; count += 1) void take(sizeBytes);
        await clock.advance(1000);
        const fromMs = clock.nowMs();
        await clock.advance(10_000);
        const sent = begun.filter(({ atMs }) => atMs > fromMs).length * sizeBytes;
        expect(sent).toBeGreaterThanOrEqual(limit * 9);
        expect(sent).toBeLessThanOrEqual(limit * 11);
      },
    ),
    { numRuns: 30 },
  );
});

test('time in which nothing was sent is not saved up', async () => {
  const clock = handClock();
  const { begun, take } = watched(clock, () => 1000);
  await clock.advance(60_000);
  for (let count = 0; count < 5; count += 1) void take(1000);
  await clock.advance(1000);
  expect(begun.length).toBeLessThanOrEqual(2);
});

test('who gives up spends nothing, and those behind go on', async () => {
  const clock = handClock();
  const { begun, take } = watched(clock, () => 1000);
  await take(1000);
  const leaving = new AbortController();
  const left = take(5000, leaving.signal);
  const next = take(1000);
  leaving.abort();
  await expect(left).rejects.toMatchObject({ code: 'cancelled' });
  await clock.advance(1000);
  await next;
  expect(begun).toHaveLength(2);
});

test('an upload that is cancelled already does not ask', async () => {
  const { take } = watched(handClock(), () => undefined);
  await expect(take(1, AbortSignal.abort())).rejects.toMatchObject({ code: 'cancelled' });
});

test('a limit that is lifted lets everybody go at once', async () => {
  const clock = handClock();
  let limit: number | undefined = 1;
  const { gate, begun, take } = watched(clock, () => limit);
  for (let count = 0; count < 4; count += 1) void take(1e6);
  await clock.advance(1000);
  expect(begun).toHaveLength(1);
  limit = undefined;
  gate.limitChanged();
  await clock.advance(0);
  expect(begun).toHaveLength(4);
});
