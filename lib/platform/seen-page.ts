import { browser } from 'wxt/browser';

/** The pages that show uploads. */
const paths = ['popup.html', 'uploads.html', 'sidepanel.html', 'picker.html'];

/** Whether somebody sees a page of ours that shows uploads, as far as the browser tells. */
export async function isPageSeen(): Promise<boolean> {
  const isOurs = (url: string) => paths.some((path) => url.startsWith(browser.runtime.getURL(`/${path}`)));
  if (typeof clients !== 'undefined' && clients !== undefined) {
    const pages = await clients.matchAll({ includeUncontrolled: true, type: 'window' });
    return pages.some((page) => isOurs(page.url) && page.visibilityState === 'visible');
  }
  // A background page sees the windows of its own extension.
  return browser.extension
    .getViews()
    .some(({ document, location }) => isOurs(location.href) && document.visibilityState === 'visible');
}
