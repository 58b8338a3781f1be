import * as v from 'valibot';
import { browser } from 'wxt/browser';

const KEY = 'nameCounter';
const countSchema = v.fallback(v.pipe(v.number(), v.safeInteger(), v.minValue(0)), 0);

/**
 * A number that no upload has had before, from 1 on: whichever window asks, and whatever becomes of the process. It is
 * written down before it is given, so that one may be left out and none is given twice. Rejects when it can't be written.
 */
export function nextNumber(): Promise<number> {
  // Reading and writing are one step for all who ask: storage itself knows no condition.
  return navigator.locks.request(KEY, async () => {
    const number = v.parse(countSchema, (await browser.storage.local.get(KEY))[KEY]) + 1;
    await browser.storage.local.set({ [KEY]: number });
    return number;
  });
}
