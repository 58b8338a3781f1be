import * as v from 'valibot';
import { MAX_FILE_SIZE_BYTES } from '../core/part-plan.ts';

/** What a number of the guard may be: whole, both ends included. */
export interface GuardRange {
  readonly min: number;
  readonly max: number;
}

export const guardRanges = {
  /** A minute, so that a job is never held back for longer than an alarm needs. */
  undoSeconds: { min: 0, max: 60 },
  /** At the most nothing is asked: no file is larger. */
  confirmBytes: { min: 0, max: MAX_FILE_SIZE_BYTES },
  /** At the most nothing is asked: more files at once are not chosen. */
  confirmFiles: { min: 0, max: 1_000_000 },
} as const satisfies Readonly<Record<string, GuardRange>>;

export type GuardNumber = keyof typeof guardRanges;

export function isInGuardRange(name: GuardNumber, value: number): boolean {
  const { min, max } = guardRanges[name];
  return Number.isInteger(value) && value >= min && value <= max;
}

/** What keeps people from uploading by accident. */
export interface GuardSettings {
  /** How long a new upload can be undone before its first byte leaves; 0 for not at all. */
  readonly undoSeconds: number;
  /** Of bytes that were stored at the same place before the link is offered, before they are sent once more. */
  readonly offersKnown: boolean;
  /** What is larger in all is uploaded once the person has confirmed it. */
  readonly confirmBytes: number;
  /** More files at once likewise. */
  readonly confirmFiles: number;
}

export const defaultGuard: GuardSettings = {
  undoSeconds: 3,
  offersKnown: true,
  confirmBytes: 1024 ** 3,
  confirmFiles: 20,
};

/** Asks nothing and waits for nobody. */
export const noGuard: GuardSettings = {
  undoSeconds: 0,
  offersKnown: false,
  confirmBytes: guardRanges.confirmBytes.max,
  confirmFiles: guardRanges.confirmFiles.max,
};

const guardNumber = (name: GuardNumber) => {
  const { min, max } = guardRanges[name];
  const text = `${name} must be a whole number from ${min} to ${max}`;
  return v.optional(
    v.pipe(
      v.number(text),
      v.check((value) => isInGuardRange(name, value), text),
    ),
    defaultGuard[name],
  );
};

/** What is absent has its default: settings of an older version have less. */
export const guardSettingsSchema: v.GenericSchema<unknown, GuardSettings> = v.strictObject({
  undoSeconds: guardNumber('undoSeconds'),
  offersKnown: v.optional(v.boolean(), defaultGuard.offersKnown),
  confirmBytes: guardNumber('confirmBytes'),
  confirmFiles: guardNumber('confirmFiles'),
});
