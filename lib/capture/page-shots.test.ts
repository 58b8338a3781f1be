import { describe, expect, test } from 'vitest';
import { UploadError } from '../core/upload-error.ts';
import type { CaptureProgress } from '../engine/job-entry.ts';
import { MAX_GROWTH_WINDOWS, takePageShots } from './page-shots.ts';
import type { Size } from './rectangle.ts';
import type { ScreenedPage } from './screened-page.ts';

const WINDOW = { width: 100, height: 80 };
const scale = { windowWidth: 100, pixelRatio: 1, pinchScale: 1 };

/** The first bytes of a PNG, as far as they say how large it is. */
function shotOf({ width, height }: Size): Blob {
  const header = new DataView(new ArrayBuffer(24));
  header.setUint32(16, width);
  header.setUint32(20, height);
  return new Blob([header]);
}

/** A page in a window of 100 by 80. @param happens what changes it while it is looked at, by the count of calls */
function createTestPage(
  size: Size,
  happens: (page: { size: Size; top: number }, call: number) => void = () => undefined,
) {
  const page = { size, left: 0, top: 0 };
  const calls: string[] = [];
  function held() {
    happens(page, calls.length);
    const { left, top } = page;
    return { view: { ...scale, ...WINDOW, left, top }, page: page.size, scrollsInside: false };
  }
  const unwanted = () => Promise.reject(new Error('nobody asks for that'));
  const screened: ScreenedPage = {
    chooseRegion: unwanted,
    view: unwanted,
    hold: async () => held(),
    held: async () => held(),
    async show(left, top, isFirst) {
      calls.push(`show ${left} ${top}${isFirst ? ' first' : ''}`);
      page.left = Math.max(0, Math.min(left, page.size.width - WINDOW.width));
      page.top = Math.max(0, Math.min(top, page.size.height - WINDOW.height));
      return held();
    },
    async shoot() {
      calls.push('shoot');
      return shotOf({ width: 100, height: 80 });
    },
    async release() {
      calls.push('release');
    },
  };
  return { screened, calls };
}

const wanted = new AbortController().signal;
const ignore = () => undefined;
const because = (capture: string) => expect.objectContaining({ details: { step: 'capture', capture } });

test('a page is looked through, then taken from its corner on, and its last pictures show a part of those before', async () => {
  const { screened, calls } = createTestPage({ width: 150, height: 200 });
  const told: CaptureProgress[] = [];
  const { shots, isCut } = await takePageShots(screened, wanted, (progress) => told.push(progress));
  expect(shots.map(({ place }) => [place.x, place.y])).toEqual([
    [0, 0],
    [50, 0],
    [0, 80],
    [50, 80],
    [0, 120],
    [50, 120],
  ]);
  expect(isCut).toBe(false);
  expect(calls.slice(0, 3)).toEqual(['show 0 0 first', 'show 0 80 first', 'show 0 160 first']);
  expect(calls.filter((call) => call.endsWith('first'))).toHaveLength(4);
  expect(calls.at(-1)).toBe('release');
  expect(told.map(({ current, total }) => `${current} of ${total}`)).toEqual([
    '1 of 6',
    ...[1, 2, 3, 4, 5, 6].map((current) => `${current} of 6`),
  ]);
});

test('a page that grows is followed so far and no further', async () => {
  const { screened } = createTestPage({ width: 100, height: 160 }, (page) => {
    page.size = { width: 100, height: page.top + 400 };
  });
  const { shots, isCut } = await takePageShots(screened, wanted, ignore);
  const bottom = Math.max(...shots.map(({ place }) => place.y + place.height));
  expect(isCut).toBe(true);
  expect(bottom).toBeGreaterThanOrEqual(MAX_GROWTH_WINDOWS * 80);
  expect(bottom).toBeLessThanOrEqual((MAX_GROWTH_WINDOWS + 6) * 80);
});

test('a place that the page leaves while it is taken is taken again', async () => {
  let isMoved = false;
  const { screened, calls } = createTestPage({ width: 100, height: 160 }, (page, call) => {
    if (isMoved || calls.at(-1) !== 'shoot' || page.top !== 80 || call === 0) return;
    isMoved = true;
    page.top = 70;
  });
  const { shots } = await takePageShots(screened, wanted, ignore);
  expect(shots.map(({ place }) => place.y)).toEqual([0, 80]);
  expect(calls.filter((call) => call === 'shoot')).toHaveLength(3);
});

describe('however it ends, the page is put back', () => {
  test('when it does not stand still', async () => {
    const { screened, calls } = createTestPage({ width: 100, height: 400 }, (page) => {
      page.top = 0;
    });
    await expect(takePageShots(screened, wanted, ignore)).rejects.toThrow(because('page-moves'));
    expect(calls.at(-1)).toBe('release');
  });

  test('when the window is resized', async () => {
    const { screened, calls } = createTestPage({ width: 100, height: 400 });
    const resized: ScreenedPage = {
      ...screened,
      async show(left, top, isFirst) {
        const held = await screened.show(left, top, isFirst);
        return calls.includes('shoot') ? { ...held, view: { ...held.view, width: 90 } } : held;
      },
    };
    await expect(takePageShots(resized, wanted, ignore)).rejects.toThrow(because('page-moves'));
    expect(calls.at(-1)).toBe('release');
  });

  test('when it is no longer wanted', async () => {
    const unwanted = new AbortController();
    const { screened, calls } = createTestPage({ width: 100, height: 400 });
    const shooting = takePageShots(screened, unwanted.signal, ({ current }) => {
      if (current === 3) unwanted.abort(new UploadError('cancelled', 'enough'));
    });
    await expect(shooting).rejects.toMatchObject({ code: 'cancelled' });
    expect(calls.filter((call) => call === 'shoot').length).toBeLessThan(4);
    expect(calls.at(-1)).toBe('release');
  });
});
