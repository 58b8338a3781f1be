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
    /** Sets the clock; timers don't care. */
    set(byMs: number) {
      nowMs += byMs;
      timers = timers.map(({ atMs, callback }) => ({ atMs: atMs + byMs, callback }));
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

const PART_BYTES = 5 * 1024 ** 2;

interface Passed {
  readonly beganMs: number;
  readonly sizeBytes: number;
  leftMs?: number;
}

/** A gate, and each body that it let in. @param endsMs when one that begins now is through */
function watched(
  clock: ReturnType<typeof handClock>,
  limitOf: () => number | undefined,
  endsMs = (nowMs: number) => nowMs,
) {
  const gate = createBandwidthGate(clock, limitOf);
  const begun: Passed[] = [];
  const take = async (sizeBytes: number, signal = new AbortController().signal) => {
    const ended = await gate.take(sizeBytes, signal);
    const beganMs = clock.nowMs();
    const passed: Passed = { beganMs, sizeBytes };
    begun.push(passed);
    const ms = endsMs(beganMs) - beganMs;
    if (ms === 0) ended();
    else
      clock.schedule(ms, () => {
        passed.leftMs = clock.nowMs();
        ended();
      });
  };
  return { gate, begun, take };
}

/** The most that left within ten seconds, from each moment at which something did. */
function mostInTenSeconds(begun: readonly Passed[]): number {
  const left = begun.flatMap(({ leftMs, sizeBytes }) =>
    leftMs === undefined ? [] : [{ leftMs, sizeBytes }],
  );
  const sums = left.map(({ leftMs: fromMs }) =>
    left
      .filter(({ leftMs }) => leftMs >= fromMs && leftMs < fromMs + 10_000)
      .reduce((sum, { sizeBytes }) => sum + sizeBytes, 0),
  );
  return Math.max(...sums);
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
        const sent = begun.filter(({ beganMs }) => beganMs > fromMs).length * sizeBytes;
        expect(sent).toBeGreaterThanOrEqual(limit * 9);
        expect(sent).toBeLessThanOrEqual(limit * 11);
      },
    ),
    { numRuns: 30 },
  );
});

test.each([5_000_000, 8_000_000, 20_000_000])(
  'over ten seconds %d bytes a second are kept within a tenth with parts of 5 MiB',
  async (limit) => {
    const clock = handClock(20);
    const { begun, take } = watched(
      clock,
      () => limit,
      (nowMs) => nowMs + 300,
    );
    for (let count = 0; count < 120; count += 1) void take(PART_BYTES);
    await clock.advance(1000);
    const fromMs = clock.nowMs();
    await clock.advance(20_000);
    expect(mostInTenSeconds(begun)).toBeLessThanOrEqual(limit * 11);
    const sent = begun.filter(({ beganMs }) => beganMs > fromMs).length * PART_BYTES;
    expect(sent).toBeGreaterThanOrEqual(limit * 18);
  },
);

test.each([1_000, 3_000, 6_000, 30_000])(
  'after a stall of %d ms what has gathered counts, and over ten seconds the limit is kept',
  async (stallMs) => {
    const limit = PART_BYTES;
    const clock = handClock();
    const stall = { fromMs: clock.nowMs() + 20_500, toMs: clock.nowMs() + 20_500 + stallMs };
    const { begun, take } = watched(
      clock,
      () => limit,
      (nowMs) => {
        const endMs = nowMs + 300;
        return endMs >= stall.fromMs && nowMs < stall.toMs ? stall.toMs + 300 : endMs;
      },
    );
    for (let count = 0; count < 120; count += 1) void take(PART_BYTES);
    await clock.advance(90_000);
    expect(mostInTenSeconds(begun)).toBeLessThanOrEqual(limit * 11);
    const after = begun.filter(
      ({ leftMs = 0 }) => leftMs > stall.toMs + 1000 && leftMs <= stall.toMs + 21_000,
    );
    expect(after.length).toBeGreaterThan(10);
  },
);

test('a line on which each body takes its time is used up to the limit', async () => {
  const clock = handClock();
  let count = 0;
  const { begun, take } = watched(
    clock,
    () => 1000,
    (nowMs) => {
      count += 1;
      return nowMs + 4000 + (count % 5) * 300;
    },
  );
  for (let asked = 0; asked < 120; asked += 1) void take(1000);
  await clock.advance(20_000);
  const before = begun.length;
  await clock.advance(40_000);
  expect(begun.length - before).toBeGreaterThanOrEqual(38);
});

test('of bodies that never end no more is let in than fits into ten seconds', async () => {
  const clock = handClock();
  const { begun, take } = watched(
    clock,
    () => 1000,
    (nowMs) => nowMs + 3_600_000,
  );
  for (let asked = 0; asked < 12; asked += 1) void take(3000);
  await clock.advance(60_000);
  expect(begun).toHaveLength(2);
});

test('a change of other settings lets nobody in', async () => {
  const clock = handClock();
  const { gate, begun, take } = watched(clock, () => 1000);
  for (let asked = 0; asked < 3; asked += 1) void take(5000);
  await clock.advance(0);
  gate.limitChanged();
  await clock.advance(0);
  expect(begun).toHaveLength(1);
});

test('C2: a clock that is set back costs the time of one body, and no more', async () => {
  const clock = handClock();
  const { begun, take } = watched(clock, () => 1000);
  for (let asked = 0; asked < 3; asked += 1) void take(1000);
  await clock.advance(500);
  clock.set(-500_000);
  await clock.advance(2500);
  expect(begun).toHaveLength(3);
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
