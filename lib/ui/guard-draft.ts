import {
  defaultGuard,
  type GuardNumber,
  type GuardSettings,
  isInGuardRange,
} from '../protocol/guard-settings.ts';
import type { MessageKey } from './translate.ts';
import { writtenNumber } from './written-number.ts';

/** What happens to bytes that are stored already. */
export const knownChoices = ['offer', 'upload'] as const;

/** The guard in the options form: each field as the text that is in it; a number is empty for its default. */
export type GuardDraft = Readonly<
  Record<
    | 'undoSeconds'
    /** One of `knownChoices`. */
    | 'knownFiles'
    /** MiB. */
    | 'confirmBytes'
    | 'confirmFiles',
    string
  >
>;

/** What one unit of a field is. */
const units: Readonly<Record<GuardNumber, number>> = {
  undoSeconds: 1,
  confirmBytes: 1024 ** 2,
  confirmFiles: 1,
};

const faults: Readonly<Record<GuardNumber, MessageKey>> = {
  undoSeconds: 'invalidUndoSeconds',
  confirmBytes: 'invalidConfirmBytes',
  confirmFiles: 'invalidConfirmFiles',
};

export function draftOfGuard(guard: GuardSettings): GuardDraft {
  const textOf = (name: GuardNumber) => String(guard[name] / units[name]);
  return {
    undoSeconds: textOf('undoSeconds'),
    knownFiles: guard.offersKnown ? 'offer' : 'upload',
    confirmBytes: textOf('confirmBytes'),
    confirmFiles: textOf('confirmFiles'),
  };
}

/** The guard that a draft describes, or the text that says what is wrong with it. */
export function guardOf(
  draft: GuardDraft,
):
  | { readonly kind: 'valid'; readonly guard: GuardSettings }
  | { readonly kind: 'invalid'; readonly text: MessageKey } {
  const numbers = {
    undoSeconds: numberOf('undoSeconds', draft),
    confirmBytes: Math.round(numberOf('confirmBytes', draft)),
    confirmFiles: numberOf('confirmFiles', draft),
  };
  const wrong = guardNumbers.find((name) => !isInGuardRange(name, numbers[name]));
  return wrong === undefined
    ? { kind: 'valid', guard: { ...numbers, offersKnown: draft.knownFiles === 'offer' } }
    : { kind: 'invalid', text: faults[wrong] };
}

const guardNumbers = ['undoSeconds', 'confirmBytes', 'confirmFiles'] as const;

function numberOf(name: GuardNumber, draft: GuardDraft): number {
  const written = writtenNumber(draft[name]);
  return written === undefined ? defaultGuard[name] : written * units[name];
}
