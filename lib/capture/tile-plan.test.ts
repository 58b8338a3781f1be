import fc from 'fast-check';
import { expect, test } from 'vitest';
import { planTiles, wholePixels } from './tile-plan.ts';

const window = fc.record({
  width: fc.integer({ min: 50, max: 2000 }),
  height: fc.integer({ min: 50, max: 1500 }),
});
const page = fc.record({
  width: fc.integer({ min: 50, max: 9000 }),
  height: fc.integer({ min: 50, max: 30_000 }),
});
const scales = fc.constantFrom(0.8, 1, 1.1, 1.25, 1.5, 2, 3);

test('every pixel of a page is in a tile, and tiles begin at whole pixels where the one before ends', () => {
  fc.assert(
    fc.property(page, window, scales, (whole, seen, scale) => {
      const { tiles, isCut } = planTiles(whole, seen, scale, 1e6);
      expect(isCut).toBe(false);
      for (const [axis, length] of [
        ['x', 'width'],
        ['y', 'height'],
      ] as const) {
        const starts = [...new Set(tiles.map((tile) => Math.round(tile[axis] * scale)))];
        const step = wholePixels(seen[length], scale);
        expect(starts).toEqual(starts.map((_, index) => index * step));
        expect(starts.length * step).toBeGreaterThanOrEqual(Math.floor(whole[length] * scale));
        expect((starts.length - 1) * step).toBeLessThan(Math.max(1, whole[length] * scale));
      }
      expect(new Set(tiles.map(({ x, y }) => `${x} ${y}`)).size).toBe(tiles.length);
      expect(tiles[0]).toEqual({ x: 0, y: 0 });
    }),
  );
});

test('a page is cut at its lower and its right end when it takes too many tiles', () => {
  fc.assert(
    fc.property(page, window, scales, fc.integer({ min: 1, max: 30 }), (whole, seen, scale, most) => {
      const all = planTiles(whole, seen, scale, 1e6).tiles;
      const { tiles, isCut } = planTiles(whole, seen, scale, most);
      expect(tiles.length).toBeLessThanOrEqual(most);
      expect(isCut).toBe(tiles.length < all.length);
      for (const { x, y } of tiles) {
        for (const left of all.filter((tile) => tile.y === y && tile.x < x))
          expect(tiles).toContainEqual(left);
        for (const above of all.filter((tile) => tile.x === x && tile.y < y))
          expect(tiles).toContainEqual(above);
      }
    }),
    { numRuns: 30 },
  );
});

test('a page that fits into the window is one tile', () => {
  expect(planTiles({ width: 800, height: 600 }, { width: 800, height: 600 }, 1.1).tiles).toHaveLength(1);
});
