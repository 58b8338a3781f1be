// What Chromium's content scripts have and the shared types do not know; Firefox has it on elements.
declare const chrome:
  | { readonly dom?: { openOrClosedShadowRoot(element: HTMLElement): ShadowRoot | null } }
  | undefined;
