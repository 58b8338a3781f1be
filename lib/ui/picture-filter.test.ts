import { expect, test, vi } from 'vitest';
import type { SizedPicture } from './picture-filter.ts';

vi.mock('wxt/browser', () => ({ browser: { i18n: { getMessage: (key: string) => key } } }));
const { choicesAmong, isShown, showAll } = await import('./picture-filter.ts');
const { formatOf, pictureTitle } = await import('./picture-text.ts');

const picture = (more: Partial<SizedPicture>): SizedPicture => ({
  kind: 'image',
  width: 0,
  height: 0,
  ...more,
});
const photo = picture({ url: 'https://a.example/photo.JPG?width=100', width: 300, height: 900 });
const icon = picture({ kind: 'icon', url: 'https://a.example/favicon.ico', width: 32, height: 32 });
const canvas = picture({ kind: 'canvas', width: 64, height: 48 });
const unknown = picture({ kind: 'background', url: 'https://a.example/picture' });

test('pictures are shown by their kind, their format and their longer side', () => {
  const shown = (filter: Partial<typeof showAll>) =>
    [photo, icon, canvas, unknown].filter((one) => isShown(one, { ...showAll, ...filter }));
  expect(shown({})).toEqual([photo, icon, canvas, unknown]);
  expect(shown({ what: 'kind:canvas' })).toEqual([canvas]);
  expect(shown({ what: 'format:JPEG' })).toEqual([photo]);
  // Nobody knows how large the last one is.
  expect(shown({ minSide: 64 })).toEqual([photo, canvas, unknown]);
  expect(shown({ minSide: 500 })).toEqual([photo, unknown]);
  expect(shown({ what: 'kind:image', minSide: 1_000 })).toEqual([]);
});

test('only what is there can be chosen, and its number is said', () => {
  expect(choicesAmong([photo, photo, icon, canvas, unknown])).toEqual([
    { what: 'all', count: 5 },
    { what: 'kind:image', count: 2 },
    { what: 'kind:background', count: 1 },
    { what: 'kind:canvas', count: 1 },
    { what: 'kind:icon', count: 1 },
    { what: 'format:ICO', count: 1 },
    { what: 'format:JPEG', count: 2 },
    { what: 'format:PNG', count: 1 },
  ]);
  expect(choicesAmong([])).toEqual([{ what: 'all', count: 0 }]);
});

test.each([
  ['data:image/svg+xml;utf8,<svg/>', 'SVG'],
  ['data:image/png;base64,AA', 'PNG'],
  ['blob:https://a.example/1', undefined],
  ['https://a.example/a.webp#top', 'WebP'],
  ['https://a.example/a.php?b.png', undefined],
  ['https://a.example/a.constructor', undefined],
])('%s is of the format %s', (url, format) => {
  expect(formatOf({ kind: 'image', url })).toBe(format);
});

test('a picture is called by its file, by what the page says, or by what it is', () => {
  const named = { kind: 'image', url: 'https://a.example/one%20two.png', alt: 'Three' } as const;
  expect(pictureTitle(named)).toBe('one two.png');
  expect(pictureTitle({ ...named, url: 'https://a.example/' })).toBe('Three');
  expect(pictureTitle({ ...named, url: 'data:image/png;base64,AA' })).toBe('Three');
  expect(pictureTitle({ kind: 'canvas', alt: '' })).toBe('kindCanvas');
});
