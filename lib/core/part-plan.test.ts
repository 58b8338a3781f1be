import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  MAX_FILE_SIZE_BYTES,
  MAX_PART_COUNT,
  MAX_PART_SIZE_BYTES,
  MIN_PART_SIZE_BYTES,
  partRange,
  planParts,
} from './part-plan.ts';

const around = (bytes: number) => [bytes - 1, bytes, bytes + 1];
const interestingSizes = [
  1,
  2,
  ...around(MIN_PART_SIZE_BYTES),
  ...around(7 * MIN_PART_SIZE_BYTES),
  ...around(MAX_PART_COUNT * MIN_PART_SIZE_BYTES),
  MAX_FILE_SIZE_BYTES - 1,
  MAX_FILE_SIZE_BYTES,
];

function expectExactCover(fileSizeBytes: number, partSizeBytes: number): void {
  const plan = planParts(fileSizeBytes, partSizeBytes);
  expect(plan.partCount).toBeGreaterThanOrEqual(1);
  expect(plan.partCount).toBeLessThanOrEqual(MAX_PART_COUNT);
  expect(plan.partSizeBytes).toBeLessThanOrEqual(MAX_PART_SIZE_BYTES);
  let nextByte = 0;
  for (let partNumber = 1; partNumber <= plan.partCount; partNumber++) {
    const part = partRange(plan, partNumber);
    if (part.startByte !== nextByte || part.sizeBytes < 1) throw new Error(`part ${partNumber} is wrong`);
    if (partNumber < plan.partCount && part.sizeBytes !== plan.partSizeBytes) {
      throw new Error(`part ${partNumber} has another size`);
    }
    nextByte = part.endByte;
  }
  expect(nextByte).toBe(fileSizeBytes);
}

test('parts cover the file exactly at the limits and one byte to either side', () => {
  for (const size of interestingSizes) {
    for (const partSize of [MIN_PART_SIZE_BYTES, MIN_PART_SIZE_BYTES + 1, MAX_PART_SIZE_BYTES]) {
      expectExactCover(size, partSize);
    }
  }
});

test('parts cover a file of any size exactly', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: MAX_FILE_SIZE_BYTES }),
      fc.integer({ min: MIN_PART_SIZE_BYTES, max: MAX_PART_SIZE_BYTES }),
      expectExactCover,
    ),
  );
});

test('the part size grows only when 10,000 parts of it would not hold the file', () => {
  expect(planParts(MAX_PART_COUNT * MIN_PART_SIZE_BYTES).partSizeBytes).toBe(MIN_PART_SIZE_BYTES);
  expect(planParts(MAX_PART_COUNT * MIN_PART_SIZE_BYTES + 1).partSizeBytes).toBe(6 * 1024 ** 2);
});

test('sizes and part numbers out of range are refused', () => {
  for (const size of [0, -1, 1.5, Number.NaN, MAX_FILE_SIZE_BYTES + 1]) {
    expect(() => planParts(size)).toThrow(RangeError);
  }
  for (const size of [MIN_PART_SIZE_BYTES - 1, MAX_PART_SIZE_BYTES + 1, Number.NaN]) {
    expect(() => planParts(1, size)).toThrow(RangeError);
  }
  const plan = planParts(1);
  for (const partNumber of [0, 2, 1.5]) expect(() => partRange(plan, partNumber)).toThrow(RangeError);
});
