import { elementsIn } from './page-dom.ts';

// Runs in the page.

/** The document and every shadow tree in it, closed ones too where the browser lets an extension in. */
export function* rootsOf(root: Document | ShadowRoot): Generator<Document | ShadowRoot> {
  yield root;
  for (const element of elementsIn(root, '*')) {
    const shadow = shadowOf(element);
    if (shadow !== null) yield* rootsOf(shadow);
  }
}

function shadowOf(element: Element): ShadowRoot | null {
  // Others, such as drawings, have none, and Chromium throws when it is asked for theirs.
  if (!(element instanceof HTMLElement)) return null;
  // Firefox has it on elements, Chromium in an interface of its own.
  if ('openOrClosedShadowRoot' in element && element.openOrClosedShadowRoot instanceof ShadowRoot) {
    return element.openOrClosedShadowRoot;
  }
  const dom = typeof chrome === 'undefined' ? undefined : chrome.dom;
  const shadow = dom?.openOrClosedShadowRoot(element) ?? element.shadowRoot;
  return shadow instanceof ShadowRoot ? shadow : null;
}
