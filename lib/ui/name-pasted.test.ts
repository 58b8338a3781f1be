import { expect, test } from 'vitest';
import { namePasted } from './name-pasted.ts';

const now = new Date(2026, 10, 23, 8, 5, 9);
const nameOf = (name: string, type: string, lastModified = now.getTime()) =>
  namePasted(
    { files: [{ file: new File(['x'], name, { type, lastModified }) }], leftOut: [] },
    now,
  ).files.map(({ file }) => file.name);

test.each([
  ['image.png', 'image/png', 'pasted 2026-11-23 08-05-09.png'],
  ['image.jpg', 'image/jpeg', 'pasted 2026-11-23 08-05-09.jpg'],
  ['', 'image/png', 'pasted 2026-11-23 08-05-09.png'],
])('the picture that browsers call %j gets a name by its moment', (name, type, expected) => {
  expect(nameOf(name, type)).toEqual([expected]);
});

test('a file with a name of its own keeps it', () => {
  expect(nameOf('photo.png', 'image/png')).toEqual(['photo.png']);
  expect(nameOf('image.png', 'image/png', now.getTime() - 60_000)).toEqual(['image.png']);
  expect(nameOf('image.png', 'text/plain')).toEqual(['image.png']);
});

test('a picture that is named stays the same otherwise', async () => {
  const file = new File(['bytes'], 'image.png', { type: 'image/png', lastModified: now.getTime() });
  const [named] = namePasted({ files: [{ file }], leftOut: [] }, now).files;
  expect(await named?.file.text()).toBe('bytes');
  expect(named?.file).toMatchObject({ type: 'image/png', lastModified: now.getTime() });
});
