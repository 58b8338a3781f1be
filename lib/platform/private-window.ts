import { browser } from 'wxt/browser';

/**
 * Whether this context is one of a private window. Chromium gives those a background and a database of their own, which
 * end with the last of them. What they share with ordinary windows must learn nothing of what is done in them:
 * `storage` (both areas), the badge of the toolbar button and the rules of `declarativeNetRequest`.
 */
export function isInPrivateWindow(): boolean {
  return browser.extension.inIncognitoContext === true;
}
