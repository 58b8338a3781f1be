// @vitest-environment happy-dom
import { afterEach, expect, test, vi } from 'vitest';
import { holdPage } from './held-page.ts';

/** Time that stands still. */
function createStill() {
  const waiting: (() => void)[] = [];
  return {
    clock: {
      schedule(_ms: number, run: () => void) {
        waiting.push(run);
        return () => void waiting.splice(waiting.indexOf(run), 1);
      },
    },
    waits: () => waiting.length,
    pass() {
      for (const run of waiting.splice(0)) run();
    },
  };
}

const stateOf = () => [document.documentElement.outerHTML, scrollX, scrollY] as const;

/** Frames are drawn when the test says so. */
function holdFrames() {
  const asked: FrameRequestCallback[] = [];
  vi.stubGlobal('requestAnimationFrame', (draw: FrameRequestCallback) => asked.push(draw));
  return () => {
    while (asked.length > 0) asked.shift()?.(0);
  };
}

/** @returns what says whether its picture is loaded */
function openPage(): (isLoaded: boolean) => void {
  document.body.innerHTML =
    '<h1 style="position: sticky; top: 0">Title</h1><p style="position: fixed"></p><img>';
  window.scrollTo({ left: 0, top: 300 });
  return (value) => {
    Object.defineProperty(document.querySelector('img'), 'complete', { value, configurable: true });
  };
}

afterEach(() => {
  vi.unstubAllGlobals();
  vi.restoreAllMocks();
});

test.each(['the page is drawn', 'a picture is loaded'])(
  'a page that is let go while it is waited until %s is left alone from then on',
  async (moment) => {
    const drawFrames = holdFrames();
    const still = createStill();
    const isLoaded = openPage();
    isLoaded(false);
    const before = stateOf();
    const page = holdPage(still.clock);
    const shown = page.show(0, 80, false);
    if (moment === 'a picture is loaded') {
      drawFrames();
      await vi.waitFor(() => expect(still.waits()).toBe(1));
    }
    expect(stateOf()).not.toEqual(before);
    page.release();
    expect(stateOf()).toEqual(before);
    isLoaded(true);
    still.pass();
    drawFrames();
    // It would be drawn once more, and once more, if it were still looked at.
    const ended = vi.fn();
    void shown.then(ended);
    await vi.waitFor(() => {
      drawFrames();
      expect(ended).toHaveBeenCalledWith(undefined);
    });
    expect(stateOf()).toEqual(before);
  },
);

test('a page that can’t be held is put back', () => {
  openPage();
  const before = stateOf();
  vi.spyOn(window, 'getComputedStyle').mockImplementation(() => {
    throw new Error('no styles');
  });
  expect(() => holdPage(createStill().clock)).toThrow('no styles');
  expect(stateOf()).toEqual(before);
});
