import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseByteRange } from './byte-range.ts';

const size = fc.integer({ min: 1, max: 1000 });

describe('a byte range', () => {
  it('never leaves the object', () => {
    fc.assert(
      fc.property(fc.string(), size, (header, sizeBytes) => {
        const range = parseByteRange(`bytes=${header}`, sizeBytes);
        if (range === undefined || range === 'unsatisfiable') return;
        expect(range.start).toBeGreaterThanOrEqual(0);
        expect(range.end).toBeGreaterThanOrEqual(range.start);
        expect(range.end).toBeLessThan(sizeBytes);
      }),
    );
  });

  it('means what an array’s slice means', () => {
    fc.assert(
      fc.property(size, fc.nat(1200), fc.nat(1200), (sizeBytes, one, other) => {
        const [first, last] = [Math.min(one, other), Math.max(one, other)];
        const bytes = Array.from({ length: sizeBytes }, (_, index) => index);
        const range = parseByteRange(`bytes=${first}-${last}`, sizeBytes);
        const expected = bytes.slice(first, last + 1);
        if (expected.length === 0) expect(range).toBe('unsatisfiable');
        else expect(range).toEqual({ start: expected.at(0), end: expected.at(-1) });
      }),
    );
  });

  it.each([
    '',
    'bytes',
    'bytes=',
    'bytes=-',
    'bytes=3-1',
    'bytes=1-2,4-5',
    'items=1-2',
    'bytes= 1-2',
    'bytes=1-x',
  ])('written as %j is no range', (header) => {
    expect(parseByteRange(header, 10)).toBeUndefined();
  });

  it.each([['bytes=0-'], ['bytes=-5'], ['bytes=0-0']])(
    '%s of an empty object can’t be satisfied',
    (header) => {
      expect(parseByteRange(header, 0)).toBe('unsatisfiable');
    },
  );
});
