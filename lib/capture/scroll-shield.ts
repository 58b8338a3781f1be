// Runs in the page.

/**
 * Keeps a page from hearing that it was scrolled: some scroll back at once. Most listen at the window, where those of
 * them come first that look on the way down.
 */
export function createScrollShield(): { raise(): void; lower(): void } {
  const stop = (event: Event): void => event.stopImmediatePropagation();
  const events = ['scroll', 'scrollend'];
  return {
    raise() {
      for (const name of events) window.addEventListener(name, stop, { capture: true });
    },
    lower() {
      for (const name of events) window.removeEventListener(name, stop, { capture: true });
    },
  };
}
