import { expect, test, vi } from 'vitest';
import { systemClock } from '../platform/system-clock.ts';
import type { ListedPicture } from '../protocol/page-pictures.ts';

const executeScript = vi.fn();
vi.mock('wxt/browser', () => ({
  browser: { scripting: { executeScript: (...args: unknown[]) => executeScript(...args) } },
}));
const { joinFrames, listTab } = await import('./tab-pictures.ts');

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

test('only the other sites that may be asked are those of a picture, and what must not be asked for is not shown', () => {
  const [both, inside, own] = joinFrames(7, [
    frame(0, page, [
      { ...listed('https://cdn.example/a.png'), shownUrl: 'https://small.example/a.png' },
      { ...listed('https://cdn.example/b.png'), shownUrl: 'http://nas.lan/b.png' },
      { ...listed('https://site.example/c.png'), shownUrl: 'https://cdn.example/c.png' },
    ]),
  ]).pictures;
  expect(both).toMatchObject({ otherSites: ['https://cdn.example', 'https://small.example'] });
  expect(inside).toMatchObject({ origin: 'elsewhere', otherSites: ['https://cdn.example'] });
  expect(inside).not.toHaveProperty('shownUrl');
  expect(own).toMatchObject({ origin: 'page', otherSites: ['https://cdn.example'] });
});

const answer = (frameId: number, pictures: readonly unknown[]) => ({
  frameId,
  result: { frameUrl: page, title: 'A page', pictures, isCut: false },
});
const gone = expect.objectContaining({ details: expect.objectContaining({ capture: 'page-gone' }) });

test('one picture that is not as expected takes no other along', async () => {
  const good = listed('https://site.example/a.png');
  const huge = { ...listed('https://site.example/b.png'), width: 1e300 };
  executeScript.mockResolvedValue([answer(0, [huge, good, 'nonsense'])]);
  const { pictures } = await listTab(7, systemClock);
  expect(pictures.map(({ url }) => url)).toEqual(['https://site.example/a.png']);
});

test('a frame that tells nothing is left out, but without the page itself there is no list', async () => {
  executeScript.mockResolvedValue([answer(0, [listed(undefined)]), { frameId: 3, result: undefined }]);
  expect((await listTab(7, systemClock)).pictures).toHaveLength(1);
  executeScript.mockResolvedValue([{ frameId: 0, result: undefined }, answer(3, [listed(undefined)])]);
  await expect(listTab(7, systemClock)).rejects.toEqual(gone);
});

test('a page that does not answer is not waited for for ever', async () => {
  executeScript.mockReturnValue(new Promise(() => undefined));
  let pass = (): void => undefined;
  const clock = {
    schedule(_ms: number, callback: () => void) {
      pass = callback;
      return () => undefined;
    },
  };
  const list = expect(listTab(7, clock)).rejects.toEqual(gone);
  pass();
  await list;
});

test('of all frames together no more is listed than anybody looks through', () => {
  const many = (from: number) =>
    Array.from({ length: 1_500 }, (_, index) => listed(`https://site.example/${from + index}.png`));
  const { pictures, isCut } = joinFrames(7, [frame(0, page, many(0)), frame(1, page, many(5_000))]);
  expect([pictures.length, isCut]).toEqual([2_000, true]);
  expect(joinFrames(7, [frame(0, page, [], true)]).isCut).toBe(true);
  expect(joinFrames(7, []).pictures).toEqual([]);
});
