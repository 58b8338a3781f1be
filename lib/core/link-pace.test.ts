import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  afterBreak,
  afterPart,
  afterStall,
  firstLinkPace,
  type LinkPace,
  MOST_PARTS_AT_ONCE,
  partSizeFor,
} from './link-pace.ts';
import { MAX_PART_SIZE_BYTES, MIN_PART_SIZE_BYTES } from './part-plan.ts';

const MIB = 1024 ** 2;
const part = MIN_PART_SIZE_BYTES;
const after = (pace: LinkPace, elapsedMs: readonly number[]) =>
  elapsedMs.reduce((current, ms) => afterPart(current, part, ms), pace);

test('a good link gets six parts at once, and no more', () => {
  expect(firstLinkPace.partsAtOnce).toBe(5);
  expect(after(firstLinkPace, [500]).partsAtOnce).toBe(MOST_PARTS_AT_ONCE);
  expect(after(firstLinkPace, [500, 500]).partsAtOnce).toBe(MOST_PARTS_AT_ONCE);
});

test('a bad link gets one part at once', () => {
  expect(after(firstLinkPace, [90_000, 90_000, 90_000, 90_000]).partsAtOnce).toBe(1);
});

test('a link that takes a while for a part keeps what it has', () => {
  expect(after(firstLinkPace, [15_000, 15_000]).partsAtOnce).toBe(5);
});

test('a part is judged by its speed and not by its time', () => {
  const four: LinkPace = { partsAtOnce: 4 };
  expect(afterPart(four, part / 100, 900).partsAtOnce).toBe(3);
  expect(afterPart(four, part * 6, 12_000).partsAtOnce).toBe(5);
});

test('a broken connection halves, down to one; the speed stays known', () => {
  const good: LinkPace = { partsAtOnce: 6, bytesPerMs: 1000 };
  expect(afterBreak(good)).toEqual({ partsAtOnce: 3, bytesPerMs: 1000 });
  expect(afterBreak(afterBreak(afterBreak(good))).partsAtOnce).toBe(1);
});

test('after a stall no speed is known', () => {
  expect(afterStall({ partsAtOnce: 6, bytesPerMs: 1000 })).toEqual({ partsAtOnce: 3 });
});

test('the part size grows with the link, from 5 to 32 MiB in whole MiB', () => {
  expect(partSizeFor(firstLinkPace)).toBe(part);
  expect(partSizeFor({ partsAtOnce: 6, bytesPerMs: 100 })).toBe(part);
  expect(partSizeFor({ partsAtOnce: 6, bytesPerMs: 10 * 1024 })).toBe(20 * MIB);
  expect(partSizeFor({ partsAtOnce: 6, bytesPerMs: 1e9 })).toBe(32 * MIB);
});

test('under a bandwidth limit a part is at most a second of it, or the least', () => {
  const fast: LinkPace = { partsAtOnce: 6, bytesPerMs: 1e9 };
  expect(partSizeFor(fast, 10 * MIB)).toBe(10 * MIB);
  expect(partSizeFor(fast, 1_000_000)).toBe(part);
  expect(partSizeFor(fast, 1e12)).toBe(32 * MIB);
});

test('whatever a link shows, both stay within their limits', () => {
  const happening = fc.oneof(
    fc.constantFrom('break' as const, 'stall' as const),
    fc.tuple(fc.integer({ min: 1, max: MAX_PART_SIZE_BYTES }), fc.integer({ min: 0, max: 10_000_000 })),
  );
  const limit = fc.option(fc.integer({ min: 1, max: 1e12 }), { nil: undefined });
  fc.assert(
    fc.property(fc.array(happening), limit, (happenings, bandwidthLimit) => {
      let pace = firstLinkPace;
      for (const next of happenings) {
        if (next === 'break') pace = afterBreak(pace);
        else pace = next === 'stall' ? afterStall(pace) : afterPart(pace, ...next);
      }
      expect(pace.partsAtOnce).toBeGreaterThanOrEqual(1);
      expect(pace.partsAtOnce).toBeLessThanOrEqual(MOST_PARTS_AT_ONCE);
      const size = partSizeFor(pace, bandwidthLimit);
      expect(size % MIB).toBe(0);
      expect(size).toBeGreaterThanOrEqual(part);
      expect(size).toBeLessThanOrEqual(32 * MIB);
    }),
  );
});
