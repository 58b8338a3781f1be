import { expect, test } from 'vitest';
import type { PickedPicture } from '../protocol/page-pictures.ts';
import { captureError } from './capture-error.ts';
import { obtainPicked, pickedName } from './obtain-picked.ts';
import type { CapturedTab, PictureSources } from './obtain-picture.ts';

const PNG = new Blob([Uint8Array.from('\x89PNG\r\n\x1a\n', (character) => character.charCodeAt(0))]);

const picture = (more: Partial<PickedPicture>): PickedPicture => ({
  ...{ tabId: 1, frameId: 0, ref: 'a-1', kind: 'image' },
  frameUrl: 'https://site.example/',
  tabUrl: 'https://site.example/',
  tabTitle: 'A site',
  ...more,
});

/** Sources of which the tab has only what it is given. */
function createSources(tab: Partial<CapturedTab>): PictureSources {
  const gone = async (): Promise<never> => {
    throw captureError('page-gone', '');
  };
  return {
    tab: {
      fetch: gone,
      take: gone,
      larger: gone,
      decode: gone,
      crop: gone,
      selection: gone,
      label: async () => '',
      ...tab,
    },
    mayAsk: async () => false,
    fetch: gone,
  };
}

const signal = new AbortController().signal;
const source = (url: string) => ({ blob: PNG, url, disposition: null });

test('a picture is taken from the address that was picked, and from no larger one', async () => {
  const tab = {
    larger: async () => 'https://site.example/larger.png',
    fetch: async (url: string) => source(url),
  };
  const picked = picture({ url: 'https://site.example/a.png' });
  expect(await obtainPicked(picked, createSources(tab), signal)).toMatchObject({ name: 'a.png' });
});

test('what is shown stands in for a larger file that can’t be had', async () => {
  const tab = {
    fetch: async (url: string) => {
      if (url.endsWith('large.png')) throw captureError('status', url, { status: 404 });
      return source(url);
    },
  };
  const picked = picture({
    url: 'https://site.example/large.png',
    shownUrl: 'https://site.example/small.png',
  });
  expect(await obtainPicked(picked, createSources(tab), signal)).toMatchObject({ name: 'small.png' });
});

test('a larger file that is not wanted any more is replaced by nothing', async () => {
  const stop = new AbortController();
  const asked: string[] = [];
  const tab = {
    fetch: async (url: string) => {
      asked.push(url);
      stop.abort();
      throw captureError('unreachable', url);
    },
  };
  const picked = picture({
    url: 'https://site.example/large.png',
    shownUrl: 'https://site.example/small.png',
  });
  await expect(obtainPicked(picked, createSources(tab), stop.signal)).rejects.toThrow('unreachable');
  expect(asked).toEqual(['https://site.example/large.png']);
});

test.each([
  ['canvas', 'canvas.png'],
  ['video', 'video.png'],
  ['background', 'image.png'],
] as const)('what only the page has is taken from it by its name there: a %s', async (kind, name) => {
  const tab = { take: async (ref: string) => (ref === 'a-1' ? PNG : new Blob()) };
  const { blob, name: stored } = await obtainPicked(picture({ kind }), createSources(tab), signal);
  expect([stored, blob.type, blob.size]).toEqual([name, 'image/png', PNG.size]);
});

test('what only the page has and is no picture is refused', async () => {
  const tab = { take: async () => new Blob(['<!doctype html>']) };
  await expect(obtainPicked(picture({}), createSources(tab), signal)).rejects.toMatchObject({
    details: { capture: 'found', found: 'page' },
  });
});

test('a job is called by the address until more is known', () => {
  expect(pickedName({ kind: 'image', url: 'https://site.example/a/b.webp?c' })).toBe('b.webp');
  expect(pickedName({ kind: 'drawing' })).toBe('drawing.svg');
});
