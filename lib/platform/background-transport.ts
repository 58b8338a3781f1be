import type { Transport } from '../engine/ports.ts';
import { createChosenTransport } from './chosen-transport.ts';
import { createFetchTransport } from './fetch-transport.ts';
import { hostPermissions } from './host-permissions.ts';
import type { OpenLine } from './offscreen-line.ts';
import { createOffscreenTransport } from './offscreen-transport.ts';
import { systemClock } from './system-clock.ts';
import { createXhrTransport } from './xhr-transport.ts';

/**
 * What the background sends parts with. Firefox's is a page and has XMLHttpRequest itself; Chromium's is a service worker
 * and has it in an offscreen document. Where we have host permission, XMLHttpRequest would send the host's cookies, so
 * `fetch` is used there.
 * @param openLine to the offscreen document, where there is one
 */
export function createBackgroundTransport(openLine: OpenLine | undefined): Transport {
  const plain = createFetchTransport();
  const mayTell = async (origin: string) => !(await hostPermissions.has(origin));
  if (typeof XMLHttpRequest !== 'undefined') {
    return createChosenTransport(plain, createXhrTransport(systemClock), mayTell);
  }
  if (openLine === undefined) return plain;
  return createChosenTransport(plain, createOffscreenTransport(openLine, plain), mayTell);
}
