import type { Tabs } from 'webextension-polyfill';
import type { PageFacts } from '../../lib/core/job.ts';
import { pageAddress } from '../../lib/core/page-address.ts';

/** What the browser tells of the page of a tab, for a name: its title, and its host where it has one. */
function pageOf(tab: Pick<Tabs.Tab, 'url' | 'title'> | undefined): PageFacts {
  const { url = '', title = '' } = tab ?? {};
  return { host: URL.canParse(url) ? new URL(url).hostname : '', title };
}

/** A page that something is captured from. */
export interface CapturedPage {
  readonly page: PageFacts;
  /** Where it can be seen again; absent for what is no page of the web. */
  readonly pageUrl?: string;
}

/** What is known of the page of a tab. Its address is kept without what comes after `#`, which may hold a token. */
export function capturedPageOf(tab: Pick<Tabs.Tab, 'url' | 'title'> | undefined): CapturedPage {
  const pageUrl = pageAddress(tab?.url ?? '');
  return { page: pageOf(tab), ...(pageUrl !== undefined && { pageUrl }) };
}
