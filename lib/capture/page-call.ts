import * as v from 'valibot';
import { browser } from 'wxt/browser';

/** Which frame was clicked in; `activeTab` lets us in. */
export interface TabFrame {
  readonly tabId: number;
  readonly frameId: number;
}

/** A script of ours for pages: its file, and the name under which it leaves what it offers. */
export interface PageScript {
  readonly file: string;
  readonly global: string;
}

/** Calls our script in a page and parses what it answers. Rejects when the page is gone or is one of the browser's own. */
export type PageCall = <T>(
  schema: v.GenericSchema<unknown, T>,
  name: string,
  ...args: readonly unknown[]
) => Promise<T>;

export function createPageCall({ tabId, frameId }: TabFrame, { file, global }: PageScript): PageCall {
  const target = { tabId, frameIds: [frameId] };
  return async (schema, name, ...args) => {
    await browser.scripting.executeScript({ target, files: [file] });
    const [injected] = await browser.scripting.executeScript({
      target,
      args: [global, name, args],
      // Runs in the page, where nothing of this file is at hand.
      func: (script: string, method: string, given: unknown[]) =>
        Reflect.apply(Reflect.get(Reflect.get(globalThis, script), method), undefined, given),
    });
    return v.parse(schema, injected?.result);
  };
}
