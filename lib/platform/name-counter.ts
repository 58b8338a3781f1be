import * as v from 'valibot';
import { browser } from 'wxt/browser';
import { isInPrivateWindow } from './private-window.ts';

const KEY = 'nameCounter';
const countSchema = v.fallback(v.pipe(v.number(), v.safeInteger(), v.minValue(0)), 0);

let lastPrivate = 0;

/**
 * A number that no upload has had before, from 1 on: whichever window asks, and whatever becomes of the process. It is
 * written down before it is given, so that one may be left out and none is given twice. Rejects when it can't be written.
 * In a private window, where nothing may be written down, it is the time in milliseconds.
 */
export async function nextNumber(): Promise<number> {
  if (isInPrivateWindow()) {
    lastPrivate = Math.max(lastPrivate + 1, Date.now());
    return lastPrivate;
  }
  // Reading and writing are one step for all who ask: storage itself knows no condition.
  return await navigator.locks.request(KEY, async () => {
    const number = v.parse(countSchema, (await browser.storage.local.get(KEY))[KEY]) + 1;
    await browser.storage.local.set({ [KEY]: number });
    return number;
  });
}
