import { expect, test } from 'vitest';
import { largerThan, largestOf, parseSrcset } from './srcset.ts';

const base = 'https://site.example/album/';
const parse = (text: string) =>
  parseSrcset(text, base).map(({ url, width, density }) => [
    url.replace(base, ''),
    width === undefined ? `${density}x` : `${width}w`,
  ]);

test.each([
  ['', []],
  [' , ', []],
  ['a.jpg', [['a.jpg', '1x']]],
  [
    'a.jpg, b.jpg 2x',
    [
      ['a.jpg', '1x'],
      ['b.jpg', '2x'],
    ],
  ],
  [
    'a.jpg 1.5x,b.jpg .5x',
    [
      ['a.jpg', '1.5x'],
      ['b.jpg', '0.5x'],
    ],
  ],
  [
    'a.jpg 320w,\n\tb.jpg 640w 480h',
    [
      ['a.jpg', '320w'],
      ['b.jpg', '640w'],
    ],
  ],
  // A comma within an address is a part of it, and one at its end is not.
  [
    'w_1,h_2/a.jpg 320w, b.jpg,',
    [
      ['w_1,h_2/a.jpg', '320w'],
      ['b.jpg', '1x'],
    ],
  ],
  [
    'data:image/png;base64,AA,BB 2x, a.jpg',
    [
      ['data:image/png;base64,AA,BB', '2x'],
      ['a.jpg', '1x'],
    ],
  ],
  // What a browser does not understand it leaves out.
  ['a.jpg 2q, b.jpg 1w(1,2), c.jpg -2x, d.jpg 2x', [['d.jpg', '2x']]],
  ['https://[ 2x, a.jpg', [['a.jpg', '1x']]],
])('reads “%s” as a browser does', (text, expected) => {
  expect(parse(text)).toEqual(expected);
});

test('reads no more of a srcset than a page could mean', () => {
  const text = Array.from({ length: 5_000 }, (_, index) => `${index}.jpg ${index + 1}w`).join(', ');
  expect(parseSrcset(text, base)).toHaveLength(100);
});

test('takes time in proportion to its length, whatever is in it', () => {
  for (const piece of [',', ' ', '(', 'a', 'a,', 'a (']) {
    expect(parseSrcset(piece.repeat(50_000), base).length).toBeLessThanOrEqual(100);
  }
});

test('the largest has the most pixels, and of equals is the first', () => {
  expect(largestOf(parseSrcset('a 1x, b 3x, c 3x', base))?.url).toBe(`${base}b`);
  expect(largestOf(parseSrcset('a 320w, b 1280w, c 640w', base))?.url).toBe(`${base}b`);
  expect(largestOf(parseSrcset('a 4x, b 320w', base))?.url).toBe(`${base}b`);
  expect(largestOf([])).toBeUndefined();
});

test('only what is surely larger than what is shown stands in for it', () => {
  const larger = (shown: string, text: string) =>
    largerThan(`${base}${shown}`, parseSrcset(text, base))?.url.replace(base, '');
  expect(larger('a', 'a 320w, b 640w')).toBe('b');
  expect(larger('b', 'a 320w, b 640w')).toBeUndefined();
  expect(larger('a', 'a, b 2x')).toBe('b');
  // Whether 640 pixels are more than those of an address without a width nobody can tell.
  expect(larger('a', 'a, b 640w')).toBeUndefined();
  expect(larger('c', 'a 320w, b 640w')).toBeUndefined();
});
