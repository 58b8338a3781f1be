import * as v from 'valibot';

/** What a number of the guard may be: whole, both ends included. */
export interface GuardRange {
  readonly min: number;
  readonly max: number;
}

export const guardRanges = {
  /** A minute, so that a job is never held back for longer than an alarm needs. */
  undoSeconds: { min: 0, max: 60 },
} as const satisfies Readonly<Record<string, GuardRange>>;

export type GuardNumber = keyof typeof guardRanges;

export function isInGuardRange(name: GuardNumber, value: number): boolean {
  const { min, max } = guardRanges[name];
  return Number.isInteger(value) && value >= min && value <= max;
}

const guardNumber = (name: GuardNumber) => {
  const { min, max } = guardRanges[name];
  const text = `${name} must be a whole number from ${min} to ${max}`;
  return v.pipe(
    v.number(text),
    v.check((value) => isInGuardRange(name, value), text),
  );
};

/** What keeps people from uploading by accident. */
export const guardSettingsSchema = v.strictObject({
  /** How long a new upload can be undone before its first byte leaves; 0 for not at all. */
  undoSeconds: guardNumber('undoSeconds'),
});
export type GuardSettings = v.InferOutput<typeof guardSettingsSchema>;

export const defaultGuard: GuardSettings = { undoSeconds: 3 };

/** Asks nothing and waits for nobody. */
export const noGuard: GuardSettings = { undoSeconds: 0 };
