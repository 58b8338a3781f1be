import { browser } from 'wxt/browser';
import type { JobId } from '../core/job.ts';

/** Shows the page of the uploads, and there one of them: in the tab that has it already, else in a new one. */
export async function openUploads(jobId: JobId): Promise<void> {
  const page = browser.runtime.getURL('/uploads.html');
  const url = `${page}#${jobId}`;
  const open = await tabWith(page);
  if (open === undefined) {
    // Where all windows are closed, there is none for a tab.
    await browser.tabs.create({ url }).catch(() => browser.windows.create({ url }));
    return;
  }
  await browser.tabs.update(open.tabId, { active: true, url });
  await browser.windows.update(open.windowId, { focused: true });
}

/** Chromium names the addresses of tabs only with a permission, but tells of our own pages. Firefox is the other way round. */
async function tabWith(
  page: string,
): Promise<{ readonly tabId: number; readonly windowId: number } | undefined> {
  const isIt = (url: string | undefined) => url?.split('#')[0] === page;
  const { getContexts } = browser.runtime;
  if (getContexts !== undefined) {
    return (await getContexts({ contextTypes: ['TAB'] })).find(({ documentUrl }) => isIt(documentUrl));
  }
  const { id, windowId } = (await browser.tabs.query({})).find(({ url }) => isIt(url)) ?? {};
  return id === undefined || windowId === undefined ? undefined : { tabId: id, windowId };
}
