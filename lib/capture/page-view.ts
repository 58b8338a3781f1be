import type { PageView, ScreenScale } from './screen-messages.ts';

// Runs in the page.

export function scaleOfPage(view: Window = window): ScreenScale {
  return {
    windowWidth: view.innerWidth,
    pixelRatio: view.devicePixelRatio,
    pinchScale: view.visualViewport?.scale ?? 1,
  };
}

/** The part of the page that can be seen. */
export function viewOfPage(): PageView {
  const { visualViewport } = window;
  const { clientWidth, clientHeight } = document.documentElement;
  return {
    ...scaleOfPage(),
    left: visualViewport?.pageLeft ?? scrollX,
    top: visualViewport?.pageTop ?? scrollY,
    width: visualViewport?.width ?? clientWidth,
    height: visualViewport?.height ?? clientHeight,
  };
}
