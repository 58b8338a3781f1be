import {
  defaultGuard,
  type GuardNumber,
  type GuardSettings,
  isInGuardRange,
} from '../protocol/guard-settings.ts';
import type { MessageKey } from './translate.ts';
import { writtenNumber } from './written-number.ts';

/** The guard in the options form: each field as the text that is in it, empty for the default. */
export type GuardDraft = Readonly<
  Record<
    | 'undoSeconds'
    /** One of `knownChoices`. */
    | 'knownFiles',
    string
  >
>;

/** What happens to bytes that are stored already. */
export const knownChoices = ['offer', 'upload'] as const;

const faults: Readonly<Record<GuardNumber, MessageKey>> = { undoSeconds: 'invalidUndoSeconds' };

export function draftOfGuard({ undoSeconds, offersKnown }: GuardSettings): GuardDraft {
  return { undoSeconds: String(undoSeconds), knownFiles: offersKnown ? 'offer' : 'upload' };
}

/** The guard that a draft describes, or the text that says what is wrong with it. */
export function guardOf(
  draft: GuardDraft,
):
  | { readonly kind: 'valid'; readonly guard: GuardSettings }
  | { readonly kind: 'invalid'; readonly text: MessageKey } {
  const undoSeconds = writtenNumber(draft.undoSeconds) ?? defaultGuard.undoSeconds;
  if (!isInGuardRange('undoSeconds', undoSeconds)) return { kind: 'invalid', text: faults.undoSeconds };
  return { kind: 'valid', guard: { undoSeconds, offersKnown: draft.knownFiles === 'offer' } };
}
