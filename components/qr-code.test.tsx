// @vitest-environment happy-dom
import { render } from 'preact';
import { encode } from 'uqr';
import { expect, test } from 'vitest';
import { QrCode } from './qr-code.tsx';

/** What the standard (ISO/IEC 18004) asks for around a code. */
const border = 4;

function draw(text: string): Element | null {
  const root = document.createElement('main');
  render(<QrCode text={text} label="QR code of it" />, root);
  return root.querySelector('[role=img][aria-label="QR code of it"]');
}

/** The drawn modules, a line of text for each line of them. */
function modulesOf(drawing: Element | null): readonly string[] {
  const [left, top, width = 0, height = 0] = (drawing?.getAttribute('viewBox') ?? '').split(' ').map(Number);
  expect([left, top]).toEqual([0, 0]);
  const path = drawing?.querySelector('path')?.getAttribute('d') ?? '';
  const squares = [...path.matchAll(/M(\d+) (\d+)h1v1h-1z/g)];
  expect(squares.map(([square]) => square).join('')).toBe(path);
  const dark = new Set(squares.map(([, x, y]) => `${x} ${y}`));
  return Array.from({ length: height }, (_, y) =>
    Array.from({ length: width }, (__, x) => (dark.has(`${x} ${y}`) ? '#' : '.')).join(''),
  );
}

test.each([
  ['a link of Filestack’s', 'https://cdn.filestackcontent.com/5aYkEQJSQCmYShsoCnZN'],
  ['one with letters of other scripts', 'https://files.example/写真/ملف?name=ü#é'],
  ['one of 2,900 characters', `https://files.example/${'a'.repeat(2_878)}`],
])('the code of %s is that link’s, with four modules of quiet around it', (_title, link) => {
  const { data } = encode(link, { ecc: 'L', boostEcc: true, border });
  expect(modulesOf(draw(link))).toEqual(
    data.map((line) => line.map((isDark) => (isDark ? '#' : '.')).join('')),
  );
});

test('a link that no code has room for is not drawn', () => {
  expect(draw(`https://files.example/${'a'.repeat(3_000)}`)).toBeNull();
});
