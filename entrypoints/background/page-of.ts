import type { Tabs } from 'webextension-polyfill';
import type { PageFacts } from '../../lib/core/job.ts';

/** What the browser tells of the page of a tab, for a name: its title, and its host where it has one. */
export function pageOf(tab: Pick<Tabs.Tab, 'url' | 'title'> | undefined): PageFacts {
  const { url = '', title = '' } = tab ?? {};
  return { host: URL.canParse(url) ? new URL(url).hostname : '', title };
}
