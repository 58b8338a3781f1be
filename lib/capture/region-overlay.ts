import type { Clock } from '../engine/ports.ts';
import { cropRectangle } from './crop-rectangle.ts';
import { framesDrawn } from './drawn-frames.ts';
import { keepRelease } from './own-gestures.ts';
import { viewOfPage } from './page-view.ts';
import type { Point, Rectangle, Size } from './rectangle.ts';
import { draggedRegion, firstRegion, regionByKey } from './region-choice.ts';
import { drawOverlay, type OverlayDrawing } from './region-drawing.ts';
import type { RegionAnswer, RegionTexts } from './screen-messages.ts';

// Runs in the page.

export interface RegionOverlay {
  /** When nothing of it is to be seen any more. */
  readonly answer: Promise<RegionAnswer>;
  cancel(): void;
  /** Ends it when the page has taken it away. */
  isThere(): boolean;
}

/**
 * Lets a person choose a region, by hand or by keys. Only what they do themselves counts, and not what the page pretends;
 * the page can't look into it.
 */
export function openRegionOverlay(texts: RegionTexts, clock: Pick<Clock, 'schedule'>): RegionOverlay {
  const drawing: OverlayDrawing = drawOverlay(texts);
  const { dialog } = drawing;
  const { promise: ended, resolve } = withResolvers<RegionAnswer>();
  let region: Rectangle | undefined;
  let from: Point | undefined;

  const bounds = (): Size => ({ width: dialog.clientWidth, height: dialog.clientHeight });

  function choose(next: Rectangle | undefined): void {
    region = next;
    drawing.show(region, region && pixelSize(region));
  }

  function finish(answer: RegionAnswer): void {
    document.removeEventListener('visibilitychange', leave);
    changes.disconnect();
    drawing.remove();
    resolve(answer);
  }

  const cancel = (): void => finish({ kind: 'cancelled' });

  function leave(event: Event): void {
    if (event.isTrusted && document.hidden) cancel();
  }

  /** By the person, who still holds the key or the button down. */
  function giveUp(): void {
    keepRelease(clock);
    cancel();
  }

  function take(): void {
    if (region === undefined) return;
    keepRelease(clock);
    const { offsetLeft = 0, offsetTop = 0 } = window.visualViewport ?? {};
    const seen = { ...region, x: region.x - offsetLeft, y: region.y - offsetTop };
    finish({ kind: 'chosen', region: seen, view: viewOfPage() });
  }

  function press(event: KeyboardEvent): void {
    const moved = regionByKey(region ?? firstRegion(bounds()), event, bounds());
    if (event.key === 'Escape') giveUp();
    else if (event.key === 'Enter' && region !== undefined) take();
    else if (event.key === 'Enter') choose(firstRegion(bounds()));
    else if (moved !== undefined) choose(region === undefined ? firstRegion(bounds()) : moved);
    else return;
    event.preventDefault();
    if (region !== undefined) drawing.announce(pixelSize(region));
  }

  on(dialog, 'keydown', press);
  on(dialog, 'cancel', cancel);
  on(dialog, 'contextmenu', (event) => {
    event.preventDefault();
    giveUp();
  });
  on(dialog, 'pointerdown', (event) => {
    if (event.button !== 0) return;
    from = { x: event.clientX, y: event.clientY };
    dialog.setPointerCapture(event.pointerId);
  });
  on(dialog, 'pointermove', (event) => {
    const to = { x: event.clientX, y: event.clientY };
    drawing.point(to);
    if (from !== undefined) choose(draggedRegion(from, to, bounds()));
  });
  on(dialog, 'pointerup', (event) => {
    if (event.button !== 0 || from === undefined) return;
    choose(draggedRegion(from, { x: event.clientX, y: event.clientY }, bounds()));
    from = undefined;
    take();
  });
  on(dialog, 'pointercancel', () => {
    from = undefined;
  });
  document.addEventListener('visibilitychange', leave);
  const changes = new MutationObserver(isThere);
  changes.observe(document.documentElement, { childList: true });

  function isThere(): boolean {
    if (!drawing.isThere()) finish({ kind: 'removed' });
    return drawing.isThere();
  }

  return {
    // What is on the screen when the answer comes is the page alone.
    answer: ended.then(async (answer) => {
      await framesDrawn(2, clock);
      return answer;
    }),
    cancel,
    isThere,
  };
}

/** Of the picture that it would become. */
function pixelSize(region: Rectangle): Size {
  const { width, height, pixelRatio, pinchScale } = viewOfPage();
  const scale = pixelRatio * pinchScale;
  const screen = { width: Math.round(width * scale), height: Math.round(height * scale) };
  return cropRectangle(region, scale, screen) ?? { width: 0, height: 0 };
}

function on<Name extends keyof HTMLElementEventMap>(
  element: HTMLElement,
  name: Name,
  listener: (event: HTMLElementEventMap[Name]) => void,
): void {
  element.addEventListener(name, (event) => {
    if (event.isTrusted) listener(event);
  });
}

function withResolvers<T>() {
  let resolve: (value: T) => void = () => undefined;
  const promise = new Promise<T>((settle) => {
    resolve = settle;
  });
  return { promise, resolve };
}
