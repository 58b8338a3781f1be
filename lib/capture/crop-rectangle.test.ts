import fc from 'fast-check';
import { expect, test } from 'vitest';
import { cropRectangle, scaleOfShot } from './crop-rectangle.ts';

const scales = fc.constantFrom(0.5, 0.8, 1, 1.1, 1.25, 1.5, 1.75, 2, 3);
const length = fc.double({ min: 1, max: 2000, noNaN: true });
const coordinate = fc.double({ min: -500, max: 2500, noNaN: true });
const place = fc.record({ x: coordinate, y: coordinate, width: length, height: length });
const shot = fc.record({
  width: fc.integer({ min: 1, max: 4000 }),
  height: fc.integer({ min: 1, max: 4000 }),
});

test('what is cut out is whole pixels inside of the picture', () => {
  fc.assert(
    fc.property(place, scales, shot, (region, scale, picture) => {
      const part = cropRectangle(region, scale, picture);
      if (part === undefined) return;
      const { x, y, width, height } = part;
      expect([x, y, width, height].every(Number.isInteger)).toBe(true);
      expect(Math.min(x, y)).toBeGreaterThanOrEqual(0);
      expect(Math.min(width, height)).toBeGreaterThanOrEqual(1);
      expect(x + width).toBeLessThanOrEqual(picture.width);
      expect(y + height).toBeLessThanOrEqual(picture.height);
    }),
  );
});

test('places side by side share no pixel and leave none out', () => {
  const large = { width: 100_000, height: 100_000 };
  fc.assert(
    fc.property(fc.array(length, { minLength: 2, maxLength: 8 }), scales, (widths, scale) => {
      let x = 0;
      let next = 0;
      for (const width of widths) {
        const part = cropRectangle({ x, y: 0, width: width + 2, height: 10 }, scale, large);
        expect(part?.x).toBe(next);
        x += width + 2;
        next = (part?.x ?? 0) + (part?.width ?? 0);
      }
    }),
  );
});

test('at a whole scale nothing is rounded', () => {
  const region = { x: 3, y: 4, width: 5, height: 6 };
  expect(cropRectangle(region, 2, { width: 100, height: 100 })).toEqual({
    x: 6,
    y: 8,
    width: 10,
    height: 12,
  });
});

test('what is outside of the picture is nothing', () => {
  expect(cropRectangle({ x: 50, y: 0, width: 9, height: 9 }, 2, { width: 100, height: 100 })).toBeUndefined();
});

test.each([
  // 1201 pixels at 110 % are 1091.8 of CSS, which the window calls 1091.
  ['the screen’s, although the window rounds its width', 1091, 1.1, 1, 1201, 1.1],
  ['that of the picture, where it is another than the screen’s', 800, 2, 1, 800, 1],
  ['larger where two fingers have made it so', 800, 1, 2.5, 800, 2.5],
])('the scale of a picture is %s', (_title, windowWidth, pixelRatio, pinchScale, shotWidth, scale) => {
  expect(scaleOfShot({ windowWidth, pixelRatio, pinchScale }, shotWidth)).toBe(scale);
});
