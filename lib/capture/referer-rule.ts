import { browser } from 'wxt/browser';

let lastRuleId = 0;
let leftovers: Promise<void> | undefined;

/** Rules live as long as the browser: those of a process that was ended in the middle are still there. */
async function clearLeftovers(): Promise<void> {
  const rules = await browser.declarativeNetRequest.getSessionRules();
  await browser.declarativeNetRequest.updateSessionRules({ removeRuleIds: rules.map(({ id }) => id) });
}

/**
 * Does something while our own requests for a picture carry the Referer that its page would send. A worker's requests
 * carry none, and servers that guard against hotlinks answer them with 403. Only GETs of our own to that one host are
 * touched. Private windows do without: a rule is everybody's, and would outlive them.
 */
export async function withReferer<T>(url: string, pageUrl: string, work: () => Promise<T>): Promise<T> {
  const referer = refererFor(url, pageUrl);
  if (referer === undefined || browser.extension.inIncognitoContext) return await work();
  leftovers ??= clearLeftovers();
  await leftovers;
  lastRuleId += 1;
  const id = lastRuleId;
  await browser.declarativeNetRequest.updateSessionRules({
    addRules: [
      {
        id,
        condition: {
          initiatorDomains: [new URL(browser.runtime.getURL('/')).hostname],
          requestDomains: [new URL(url).hostname],
          requestMethods: ['get'],
        },
        action: {
          type: 'modifyHeaders',
          requestHeaders: [{ header: 'referer', operation: 'set', value: referer }],
        },
      },
    ],
  });
  try {
    return await work();
  } finally {
    await browser.declarativeNetRequest.updateSessionRules({ removeRuleIds: [id] });
  }
}

/** What browsers send by default: the page's origin, and nothing from a page of https to an address without it. */
function refererFor(url: string, pageUrl: string): string | undefined {
  if (!URL.canParse(pageUrl) || !/^https?:/i.test(url)) return undefined;
  const page = new URL(pageUrl);
  if (!/^https?:$/.test(page.protocol)) return undefined;
  return page.protocol === 'https:' && !url.startsWith('https:') ? undefined : `${page.origin}/`;
}
