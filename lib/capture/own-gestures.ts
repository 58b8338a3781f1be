import type { Clock } from '../engine/ports.ts';

// Runs in the page.

/** What a gesture ends with. */
const RELEASES = ['pointerup', 'mouseup', 'click', 'auxclick', 'contextmenu', 'touchend', 'keyup'] as const;
const BEGINNINGS = ['pointerdown', 'mousedown', 'touchstart', 'keydown'] as const;
const OTHERS = [
  ...['pointermove', 'pointerover', 'pointerout', 'pointercancel', 'gotpointercapture', 'lostpointercapture'],
  ...['mousemove', 'mouseover', 'mouseout', 'dblclick', 'wheel', 'touchmove', 'touchcancel', 'keypress'],
  ...['focusin', 'focusout', 'dragstart', 'selectstart'],
];

/**
 * Keeps from the page what a person does in an element of ours: its menus would close, its pictures turn over. What
 * listens at the window on the way down has heard of it before; nothing can be done about that which would not keep it
 * from us, too.
 */
export function keepGestures(host: HTMLElement): void {
  const keep = (event: Event): void => event.stopPropagation();
  for (const name of [...BEGINNINGS, ...OTHERS, ...RELEASES]) {
    host.addEventListener(name, keep, { passive: true });
  }
}

/** Keeps from the page also the end of the gesture with which our element has gone: the release of the key or button. */
export function keepRelease(clock: Pick<Clock, 'schedule'>): void {
  const over = new AbortController();
  const end = (): void => over.abort();
  const options = { capture: true, passive: true, signal: over.signal };
  for (const name of BEGINNINGS) window.addEventListener(name, end, options);
  for (const name of RELEASES) {
    window.addEventListener(
      name,
      (event) => {
        if (!event.isTrusted) return;
        event.stopImmediatePropagation();
        // All that the release of a button brings comes at once.
        clock.schedule(0, end);
      },
      options,
    );
  }
}
