import { expect, test } from 'vitest';
import { cssImageUrls } from './css-image-urls.ts';

test.each([
  ['none', []],
  ['', []],
  ['url("https://a.example/1.png")', ['https://a.example/1.png']],
  ["url('https://a.example/1.png')", ['https://a.example/1.png']],
  ['url(https://a.example/1.png)', ['https://a.example/1.png']],
  ['url("")', []],
  // Layers, and what is no picture among them.
  [
    'linear-gradient(rgba(0, 0, 0, 0.5), rgb(255, 0, 0) 20px), url("https://a.example/1.png"), url("https://a.example/2.png")',
    ['https://a.example/1.png', 'https://a.example/2.png'],
  ],
  // What an address may hold.
  ['url("https://a.example/a)b(c,d.png")', ['https://a.example/a)b(c,d.png']],
  ['url("https://a.example/\\"quoted\\".png")', ['https://a.example/"quoted".png']],
  ['url("https://a.example/\\41 b.png")', ['https://a.example/Ab.png']],
  [
    'url("data:image/svg+xml;utf8,<svg xmlns=\\"http://www.w3.org/2000/svg\\"/>")',
    ['data:image/svg+xml;utf8,<svg xmlns="http://www.w3.org/2000/svg"/>'],
  ],
  // Sets: the most pixels, of one set alone.
  ['image-set(url("1.png") 1dppx, url("2.png") 2dppx)', ['2.png']],
  ['image-set(url("2.png") 192dpi, url("1.png") 96dpi), url("3.png")', ['2.png', '3.png']],
  ['-webkit-image-set(url(1.png) 1x, url(3.png) 3x, url(2.png) 2x)', ['3.png']],
  ['image-set("1.avif" type("image/avif"), "1.png" type("image/png"))', ['1.avif']],
  ['image-set(url("1.png") 1dppx, linear-gradient(red, blue) 2dppx)', ['1.png']],
  ['cross-fade(url("1.png"), url("2.png"), 50%)', ['1.png', '2.png']],
  // The `content` of a pseudo-element.
  ['"url(1.png) is text"', []],
  ['"a" url("1.png") counter(x)', ['1.png']],
])('finds what is an address in %s', (value, expected) => {
  expect(cssImageUrls(value)).toEqual(expected);
});

test('reads an address of ten million characters', () => {
  const address = `data:image/png;base64,${'A'.repeat(10_000_000)}`;
  expect(cssImageUrls(`url("${address}")`)).toEqual([address]);
});

test('takes time in proportion to a value’s length, whatever is in it', () => {
  for (const piece of ['url(', 'image-set(', '"', '\\', '(', ')', 'url("', '9', 'a', '9.', ' ']) {
    expect(cssImageUrls(piece.repeat(20_000))).toEqual([]);
  }
});
