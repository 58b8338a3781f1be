import fc from 'fast-check';
import { expect, test } from 'vitest';
import { MAX_AREA, MAX_SIDE, planStitch } from './stitch-plan.ts';

/** A grid of shots of a small page; the last of a row or a column are seen with a part of the ones before. */
const shots = fc
  .record({
    pageWidth: fc.integer({ min: 4, max: 30 }),
    pageHeight: fc.integer({ min: 4, max: 60 }),
    width: fc.integer({ min: 4, max: 12 }),
    height: fc.integer({ min: 4, max: 12 }),
  })
  .map(({ pageWidth, pageHeight, width, height }) => {
    const starts = (page: number, step: number) =>
      Array.from({ length: Math.ceil(page / step) }, (_, index) =>
        Math.max(0, Math.min(index * step, page - step)),
      );
    return starts(pageHeight, height).flatMap((y) =>
      starts(pageWidth, width).map((x) => ({ x, y, width, height })),
    );
  });

const limits = fc.record({
  maxSide: fc.integer({ min: 3, max: 100 }),
  maxArea: fc.integer({ min: 9, max: 900 }),
});

test('every pixel is painted once it is all done as the first shot of it has it, in one picture and no other', () => {
  fc.assert(
    fc.property(shots, limits, (grid, most) => {
      const { pictures, isCut } = planStitch(grid, most);
      const fullWidth = Math.max(...grid.map(({ x, width }) => x + width));
      const fullHeight = Math.max(...grid.map(({ y, height }) => y + height));
      let top = 0;
      for (const { width, height, paintings } of pictures) {
        expect(Math.max(width, height)).toBeLessThanOrEqual(most.maxSide);
        expect(height === 1 || width * height <= most.maxArea).toBe(true);
        expect(width).toBe(Math.min(fullWidth, most.maxSide));
        for (let y = 0; y < height; y++) {
          for (let x = 0; x < width; x++) {
            const isIn = (index: number) => {
              const shot = grid[index];
              if (shot === undefined) return false;
              const [inX, inY] = [x - shot.x, y + top - shot.y];
              return inX >= 0 && inX < shot.width && inY >= 0 && inY < shot.height;
            };
            const painted = paintings.filter(({ shot }) => isIn(shot));
            for (const { shot, x: left, y: above } of painted) {
              expect([left, above]).toEqual([grid[shot]?.x, (grid[shot]?.y ?? 0) - top]);
            }
            expect(painted.at(-1)?.shot).toBe(grid.findIndex((_, index) => isIn(index)));
          }
        }
        top += height;
      }
      expect(top).toBe(fullHeight);
      expect(isCut).toBe(fullWidth > most.maxSide);
    }),
    { numRuns: 50 },
  );
});

test('a page that is too long for one picture becomes several, each as large as it may be', () => {
  const tall = Array.from({ length: 80 }, (_, index) => ({
    x: 0,
    y: index * 1000,
    width: 1280,
    height: 1000,
  }));
  const { pictures } = planStitch(tall);
  expect(pictures.map(({ height }) => height)).toEqual([MAX_SIDE, MAX_SIDE, 80_000 - 2 * MAX_SIDE]);
  const [wide] = planStitch([{ x: 0, y: 0, width: 8000, height: 30_000 }]).pictures;
  expect(wide?.height).toBe(Math.floor(MAX_AREA / 8000));
});
