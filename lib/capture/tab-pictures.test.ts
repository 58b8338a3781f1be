import { expect, test, vi } from 'vitest';
import type { ListedPicture } from '../protocol/page-pictures.ts';

vi.mock('wxt/browser', () => ({ browser: {} }));
const { joinFrames } = await import('./tab-pictures.ts');

const listed = (url: string | undefined, ref = url ?? 'canvas'): ListedPicture => ({
  ...{ ref, kind: 'image', width: 1, height: 1, alt: '' },
  ...(url !== undefined && { url }),
});
const frame = (frameId: number, frameUrl: string, pictures: readonly ListedPicture[], isCut = false) => ({
  ...{ frameId, frameUrl, title: `frame ${frameId}`, isCut },
  pictures: [...pictures],
});

const page = 'https://site.example/page';

test('the page’s own pictures come first, and an address that is in several frames is listed once', () => {
  const { title, pictures } = joinFrames(7, [
    frame(3, 'https://site.example/frame', [
      listed('https://site.example/a.png'),
      listed('https://site.example/b.png'),
    ]),
    frame(0, page, [listed('https://site.example/a.png'), listed(undefined)]),
  ]);
  expect(title).toBe('frame 0');
  expect(pictures.map(({ tabId, frameId, url, tabUrl }) => [tabId, frameId, url, tabUrl])).toEqual([
    [7, 0, 'https://site.example/a.png', page],
    [7, 0, undefined, page],
    [7, 3, 'https://site.example/b.png', page],
  ]);
});

test('every picture that has no address is one of its own', () => {
  const { pictures } = joinFrames(7, [frame(0, page, [listed(undefined, 'a-1'), listed(undefined, 'a-2')])]);
  expect(pictures.map(({ ref }) => ref)).toEqual(['a-1', 'a-2']);
});

test.each([
  ['https://site.example/a.png', 'page'],
  ['data:image/png;base64,AA', 'page'],
  ['blob:https://site.example/1', 'page'],
  [undefined, 'page'],
  ['https://cdn.example/a.png', 'elsewhere'],
  ['http://192.168.0.1/a.png', 'refused'],
  ['http://nas.lan/a.png', 'refused'],
])('%s is of: %s', (url, origin) => {
  const { pictures } = joinFrames(7, [frame(0, page, [listed(url)])]);
  expect(pictures.map((picture) => picture.origin)).toEqual([origin]);
});

test('of all frames together no more is listed than anybody looks through', () => {
  const many = (from: number) =>
    Array.from({ length: 1_500 }, (_, index) => listed(`https://site.example/${from + index}.png`));
  const { pictures, isCut } = joinFrames(7, [frame(0, page, many(0)), frame(1, page, many(5_000))]);
  expect([pictures.length, isCut]).toEqual([2_000, true]);
  expect(joinFrames(7, [frame(0, page, [], true)]).isCut).toBe(true);
  expect(joinFrames(7, []).pictures).toEqual([]);
});
