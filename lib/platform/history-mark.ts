import { browser } from 'wxt/browser';
import { isInPrivateWindow } from './private-window.ts';

// In `storage.local`, since what deletes the journal ("clear site data", eviction, a broken disk) leaves that alone.
const KEPT = 'hasHistory';
const CLEARED = 'isHistoryCleared';

/** Remembers that there was a list of uploads, so that its loss can be told: the journal itself can't. */
export interface HistoryMark {
  /** There is something that can be lost. */
  kept(): Promise<void>;
  /** The journal has just been made, which is a loss if there was one before. @returns whether it is */
  begun(): Promise<boolean>;
  /** Whether a loss is to be shown: until the person has seen it. */
  isCleared(): Promise<boolean>;
  seen(): Promise<void>;
}

export function createHistoryMark(): HistoryMark {
  return isInPrivateWindow() ? noMark : createStoredMark();
}

/** The list of a private window is meant to be lost. */
const noMark: HistoryMark = {
  kept: async () => undefined,
  begun: async () => false,
  isCleared: async () => false,
  seen: async () => undefined,
};

function createStoredMark(): HistoryMark {
  const { local } = browser.storage;
  let isKept = false;
  return {
    async kept() {
      if (isKept) return;
      await local.set({ [KEPT]: true });
      isKept = true;
    },
    async begun() {
      isKept = false;
      const wasKept = (await local.get(KEPT))[KEPT] === true;
      // In one write: one loss is told of once.
      if (wasKept) await local.set({ [KEPT]: false, [CLEARED]: true });
      return wasKept;
    },
    async isCleared() {
      return (await local.get(CLEARED))[CLEARED] === true;
    },
    seen: () => local.remove(CLEARED),
  };
}
