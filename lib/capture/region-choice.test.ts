import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Rectangle, Size } from './rectangle.ts';
import { draggedRegion, firstRegion, regionByKey } from './region-choice.ts';

const window = fc.record({
  width: fc.integer({ min: 10, max: 3000 }),
  height: fc.integer({ min: 10, max: 3000 }),
});
const coordinate = fc.double({ min: -1000, max: 4000, noNaN: true });
const point = fc.record({ x: coordinate, y: coordinate });
const press = fc.record({
  key: fc.constantFrom('ArrowLeft', 'ArrowRight', 'ArrowUp', 'ArrowDown'),
  shiftKey: fc.boolean(),
  ctrlKey: fc.boolean(),
});

function expectInside({ x, y, width, height }: Rectangle, bounds: Size): void {
  expect(Math.min(x, y)).toBeGreaterThanOrEqual(0);
  expect(Math.min(width, height)).toBeGreaterThanOrEqual(1);
  expect(x + width).toBeLessThanOrEqual(bounds.width + 1e-9);
  expect(y + height).toBeLessThanOrEqual(bounds.height + 1e-9);
}

test('a region is inside of the window, however it is dragged', () => {
  fc.assert(
    fc.property(point, point, window, (from, to, bounds) => {
      const region = draggedRegion(from, to, bounds);
      if (region !== undefined) expectInside(region, bounds);
      expect(draggedRegion(to, from, bounds)).toEqual(region);
    }),
  );
});

test('a click chooses nothing', () => {
  expect(draggedRegion({ x: 5, y: 5 }, { x: 7, y: 7 }, { width: 100, height: 100 })).toBeUndefined();
});

test('a region is inside of the window after any keys, and moving it leaves its size', () => {
  fc.assert(
    fc.property(window, fc.array(press, { maxLength: 300 }), (bounds, presses) => {
      let region = firstRegion(bounds);
      expectInside(region, bounds);
      for (const one of presses) {
        const next = regionByKey(region, one, bounds);
        if (next === undefined) throw new Error('an arrow key does something');
        expectInside(next, bounds);
        if (one.shiftKey) expect([next.x, next.y]).toEqual([region.x, region.y]);
        else expect([next.width, next.height]).toEqual([region.width, region.height]);
        region = next;
      }
    }),
  );
});

test('every region of a window can be had by keys', () => {
  fc.assert(
    fc.property(
      fc.constant({ width: 40, height: 30 }),
      fc.nat(39),
      fc.nat(29),
      fc.nat(39),
      fc.nat(29),
      (bounds, x, y, moreWidth, moreHeight) => {
        const wanted = { x, y, width: 1 + (moreWidth % (40 - x)), height: 1 + (moreHeight % (30 - y)) };
        let region = firstRegion(bounds);
        const go = (key: string, shiftKey: boolean, times: number) => {
          for (let time = 0; time < times; time++)
            region = regionByKey(region, { key, shiftKey, ctrlKey: true }, bounds) ?? region;
        };
        go('ArrowLeft', true, 40);
        go('ArrowUp', true, 30);
        go('ArrowLeft', false, 40);
        go('ArrowUp', false, 30);
        go('ArrowRight', false, wanted.x);
        go('ArrowDown', false, wanted.y);
        go('ArrowRight', true, wanted.width - 1);
        go('ArrowDown', true, wanted.height - 1);
        expect(region).toEqual(wanted);
      },
    ),
  );
});

test('other keys change nothing', () => {
  const region = { x: 1, y: 1, width: 5, height: 5 };
  expect(
    regionByKey(region, { key: 'a', shiftKey: false, ctrlKey: false }, { width: 9, height: 9 }),
  ).toBeUndefined();
});
