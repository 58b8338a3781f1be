import type { GuardSettings } from '../protocol/guard-settings.ts';
import type { UploadGuard } from './new-upload.ts';

/** What the settings want of a new upload before it is sent. */
export function uploadGuard({ undoSeconds, offersKnown }: GuardSettings): UploadGuard {
  return { undoMs: undoSeconds * 1000, offersKnown };
}
