import type { Settings } from './settings.ts';

/** What is done when another page has changed the same meanwhile. */
export type EditKind = 'careful' | 'overwriting';

/** What became of an edit of the settings, and those that are stored now. */
export interface EditOutcome {
  /** `conflict`: another page has changed the same meanwhile. In it and when invalid, nothing was stored. */
  readonly kind: 'saved' | 'conflict' | 'invalid';
  readonly settings: Settings;
}

/**
 * Stores what an edit has changed, applied to the settings of this moment, so that pages don't overwrite each other.
 * Rejects when it can't be written; the old settings still hold then.
 * @param shown the settings that the edit was made from
 */
export type SaveEdit = (shown: Settings, wanted: Settings, kind: EditKind) => Promise<EditOutcome>;
