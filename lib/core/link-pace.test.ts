import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  afterBreak,
  afterPart,
  firstLinkPace,
  type LinkPace,
  MOST_PARTS_AT_ONCE,
  partSizeFor,
} from './link-pace.ts';
import { MAX_PART_SIZE_BYTES, MIN_PART_SIZE_BYTES } from './part-plan.ts';

const part = MIN_PART_SIZE_BYTES;
const after = (pace: LinkPace, elapsedMs: readonly number[]) =>
  elapsedMs.reduce((current, ms) => afterPart(current, part, ms), pace);

test('a good link gets six parts at once after a few', () => {
  expect(after(firstLinkPace, [500, 500, 500]).partsAtOnce).toBe(MOST_PARTS_AT_ONCE);
  expect(after(firstLinkPace, [500, 500, 500, 500]).partsAtOnce).toBe(MOST_PARTS_AT_ONCE);
});

test('a bad link gets one part at once', () => {
  expect(after(firstLinkPace, [90_000, 90_000, 90_000]).partsAtOnce).toBe(1);
});

test('a link that takes a while for a part keeps what it has', () => {
  expect(after(firstLinkPace, [15_000, 15_000]).partsAtOnce).toBe(3);
});

test('a small part is judged by its speed and not by its time', () => {
  expect(afterPart(firstLinkPace, part / 100, 900).partsAtOnce).toBe(2);
  expect(afterPart(firstLinkPace, part * 6, 12_000).partsAtOnce).toBe(4);
});

test('a broken connection halves, down to one, and what was known is known no more', () => {
  const good = after(firstLinkPace, [500, 500, 500]);
  expect(afterBreak(good)).toEqual({ partsAtOnce: 3 });
  expect(afterBreak(afterBreak(afterBreak(good)))).toEqual({ partsAtOnce: 1 });
});

test('the part size grows with the link, from 5 to 32 MiB in whole MiB', () => {
  expect(partSizeFor(firstLinkPace)).toBe(MIN_PART_SIZE_BYTES);
  expect(partSizeFor({ partsAtOnce: 6, bytesPerMs: 100 })).toBe(MIN_PART_SIZE_BYTES);
  expect(partSizeFor({ partsAtOnce: 6, bytesPerMs: 10 * 1024 })).toBe(20 * 1024 ** 2);
  expect(partSizeFor({ partsAtOnce: 6, bytesPerMs: 1e9 })).toBe(32 * 1024 ** 2);
});

test('whatever a link shows, both stay within their limits', () => {
  const happening = fc.oneof(
    fc.constant('break' as const),
    fc.tuple(fc.integer({ min: 1, max: MAX_PART_SIZE_BYTES }), fc.integer({ min: 0, max: 10_000_000 })),
  );
  fc.assert(
    fc.property(fc.array(happening), (happenings) => {
      let pace = firstLinkPace;
      for (const next of happenings) pace = next === 'break' ? afterBreak(pace) : afterPart(pace, ...next);
      expect(pace.partsAtOnce).toBeGreaterThanOrEqual(1);
      expect(pace.partsAtOnce).toBeLessThanOrEqual(MOST_PARTS_AT_ONCE);
      expect(partSizeFor(pace) % 1024 ** 2).toBe(0);
      expect(partSizeFor(pace)).toBeGreaterThanOrEqual(MIN_PART_SIZE_BYTES);
      expect(partSizeFor(pace)).toBeLessThanOrEqual(32 * 1024 ** 2);
    }),
  );
});
