import type { Transport } from '../engine/ports.ts';
import { createChosenTransport } from './chosen-transport.ts';
import { createFetchTransport } from './fetch-transport.ts';
import { hostPermissions } from './host-permissions.ts';
import { offscreenDocument } from './offscreen-document.ts';
import { createLineToDesk } from './offscreen-line.ts';
import { createOffscreenTransport } from './offscreen-transport.ts';
import { systemClock } from './system-clock.ts';
import { createXhrTransport } from './xhr-transport.ts';

/**
 * What the background sends parts with. Firefox's is a page and has XMLHttpRequest itself; Chromium's is a service worker
 * and has it in an offscreen document. Where we have host permission, XMLHttpRequest would send the host's cookies, so
 * `fetch` is used there.
 * @param isBusy whether uploads are under way
 */
export function createBackgroundTransport(isBusy: () => boolean): Transport {
  const plain = createFetchTransport();
  const desk = offscreenDocument();
  const mayTell = async (origin: string) => !(await hostPermissions.has(origin));
  if (typeof XMLHttpRequest !== 'undefined') {
    return createChosenTransport(plain, createXhrTransport(systemClock), mayTell);
  }
  if (desk === undefined) return plain;
  const telling = createOffscreenTransport(createLineToDesk(desk, systemClock, isBusy), plain);
  return createChosenTransport(plain, telling, mayTell);
}
