import type { GuardSettings } from '../protocol/guard-settings.ts';
import type { UploadGuard } from './new-upload.ts';

/** What the settings want of a new upload before it is sent. */
export function uploadGuard(settings: GuardSettings): UploadGuard {
  return { ...guardOfChosen(settings), confirmOverBytes: settings.confirmBytes };
}

/** The same of a file that was chosen in a page, which has asked what there was to ask of its size. */
export function guardOfChosen({ undoSeconds, offersKnown }: GuardSettings): UploadGuard {
  return { undoMs: undoSeconds * 1000, offersKnown };
}
