import type { PlainError } from './upload-error.ts';
import { hasCome } from './wait-ladder.ts';

/** How long a deletion from storage can be undone. */
export const REMOVAL_UNDO_MS = 10_000;

/**
 * How far the deletion of a stored file is: it can still be undone; it is asked for, and may have been carried out; it was
 * refused; the file is gone.
 */
export const removalStages = ['scheduled', 'under-way', 'failed', 'done'] as const;
export type RemovalStage = (typeof removalStages)[number];

export type Removal =
  | { readonly stage: 'scheduled'; readonly untilMs: number }
  | { readonly stage: 'under-way' }
  | { readonly stage: 'failed'; readonly error: PlainError }
  | { readonly stage: 'done'; readonly atMs: number };

/** When the file is deleted, if it is to be; at once where that moment is past. */
export function removalWakeMs(removal: Removal | undefined, nowMs: number): number | undefined {
  if (removal?.stage !== 'scheduled') return undefined;
  return isRemovalDue(removal, nowMs) ? nowMs : removal.untilMs;
}

/** Whether it can be undone no more. */
export function isRemovalDue(removal: Removal | undefined, nowMs: number): boolean {
  return removal?.stage === 'scheduled' && hasCome(removal.untilMs, nowMs, REMOVAL_UNDO_MS);
}
