import fc from 'fast-check';
import { expect, test } from 'vitest';
import { addSample, bytesPerSecond, noRate, secondsLeft, type TransferRate } from './transfer-rate.ts';

const MB = 1e6;

/** Samples at a steady pace, on from those that there are. */
function steady(from: TransferRate, speed: number, everyMs: number, forMs: number): TransferRate {
  const last = from.at(-1) ?? { atMs: 0, bytes: 0 };
  let rate = addSample(from, last);
  for (let ms = everyMs; ms <= forMs; ms += everyMs) {
    rate = addSample(rate, { atMs: last.atMs + ms, bytes: last.bytes + (speed * ms) / 1000 });
  }
  return rate;
}

test('a steady transfer has its speed, and the time that the rest takes', () => {
  const rate = steady(noRate, 4 * MB, 50, 5_000);
  expect(bytesPerSecond(rate, 5_000)).toBeCloseTo(4 * MB);
  expect(secondsLeft(rate, 38 * MB, 5_000)).toBe(10);
  expect(secondsLeft(rate, 0, 5_000)).toBe(0);
});

test('parts that are stored one a minute have their speed, too, all the time', () => {
  const rate = steady(noRate, 0.1 * MB, 60_000, 600_000);
  expect(bytesPerSecond(rate, 600_000)).toBeCloseTo(0.1 * MB);
  expect(bytesPerSecond(rate, 659_000)).toBeGreaterThan(0.06 * MB);
});

test('N17: ten seconds after a line has collapsed to a hundredth, the time left is that of the slow line', () => {
  const fast = steady(noRate, 10 * MB, 50, 30_000);
  const slow = steady(fast, 0.1 * MB, 50, 10_500);
  expect(secondsLeft(slow, 10 * MB, 40_500)).toBeGreaterThan(80);
  expect(secondsLeft(slow, 10 * MB, 40_500)).toBeLessThan(120);
});

test('a burst into buffers is forgotten after ten seconds', () => {
  const burst = addSample(addSample(noRate, { atMs: 0, bytes: 0 }), { atMs: 10, bytes: 20 * MB });
  expect(bytesPerSecond(burst, 500)).toBeUndefined();
  const after = steady(burst, MB, 100, 11_000);
  expect(bytesPerSecond(after, 11_010)).toBeCloseTo(MB, -4);
});

test('while a transfer stands still its speed falls and the time left grows, and neither is nonsense', () => {
  const rate = steady(noRate, MB, 100, 20_000);
  const speeds = [20, 25, 40, 100, 1000].map((s) => bytesPerSecond(rate, s * 1000) ?? -1);
  expect(speeds).toEqual([...speeds].sort((a, b) => b - a));
  expect(speeds.at(-1)).toBeGreaterThan(0);
  expect(secondsLeft(rate, MB, 40_000)).toBeGreaterThan(secondsLeft(rate, MB, 25_000) ?? 1e9);
});

test('a transfer that goes on after standing still for an hour soon has its speed again', () => {
  const rate = steady(noRate, MB, 100, 20_000);
  const { bytes } = rate.at(-1) ?? { bytes: 0 };
  const back = addSample(rate, { atMs: 3_600_000, bytes: bytes + MB });
  const after = steady(back, MB, 100, 3_000);
  expect(bytesPerSecond(after, 3_603_000)).toBeCloseTo(MB, -5);
});

test('nothing is told of what has not moved, or would take longer than anybody waits', () => {
  expect(bytesPerSecond(noRate, 10_000)).toBeUndefined();
  expect(bytesPerSecond(addSample(noRate, { atMs: 0, bytes: 5 }), 10_000)).toBeUndefined();
  expect(secondsLeft(steady(noRate, 1, 1000, 10_000), 1e9, 10_000)).toBeUndefined();
});

test('a transfer that begins anew, and a clock that is set back, begin the measuring anew', () => {
  const rate = steady(noRate, MB, 100, 5_000);
  expect(addSample(rate, { atMs: 6_000, bytes: 0 })).toEqual([{ atMs: 6_000, bytes: 0 }]);
  expect(addSample(rate, { atMs: 100, bytes: 9 * MB })).toEqual([{ atMs: 100, bytes: 9 * MB }]);
});

test('whatever comes, speed and time are positive and finite, no faster than the fastest stretch, and few samples are kept', () => {
  const steps = fc.array(fc.record({ ms: fc.integer({ min: 1, max: 30_000 }), bytes: fc.nat(10 * MB) }), {
    minLength: 1,
    maxLength: 200,
  });
  fc.assert(
    fc.property(steps, fc.nat(100_000), fc.nat(1e12), (moves, laterMs, leftBytes) => {
      let atMs = 0;
      let bytes = 0;
      let fastest = 0;
      let rate = addSample(noRate, { atMs, bytes });
      for (const move of moves) {
        atMs += move.ms;
        bytes += move.bytes;
        fastest = Math.max(fastest, (move.bytes / move.ms) * 1000);
        rate = addSample(rate, { atMs, bytes });
      }
      const nowMs = atMs + laterMs;
      const speed = bytesPerSecond(rate, nowMs);
      const left = secondsLeft(rate, leftBytes, nowMs);
      expect(rate.length).toBeLessThanOrEqual(45);
      if (speed !== undefined) {
        expect(speed).toBeGreaterThan(0);
        expect(speed).toBeLessThanOrEqual(fastest * 1.000001);
      }
      if (left !== undefined) expect(Number.isInteger(left) && left >= 0).toBe(true);
    }),
  );
});
