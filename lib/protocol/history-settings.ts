import * as v from 'valibot';

/** How much of the history is kept. What has not ended, or can be tried again, is none of it. */
export interface HistorySettings {
  /** The newest so many uploads; null for all. */
  readonly mostJobs: number | null;
  /** Days since an upload began; null for ever. */
  readonly keepDays: number | null;
}

export const defaultHistorySettings: HistorySettings = { mostJobs: null, keepDays: null };

export const LEAST_KEPT_JOBS = 10;
export const GREATEST_KEPT_JOBS = 1_000_000;
export const GREATEST_KEPT_DAYS = 3_650;

function limitSchema(least: number, greatest: number, what: string) {
  const range = `${what} must be a whole number from ${least} to ${greatest}`;
  return v.nullable(
    v.pipe(v.number(range), v.integer(range), v.minValue(least, range), v.maxValue(greatest, range)),
  );
}

const mostJobsSchema = limitSchema(LEAST_KEPT_JOBS, GREATEST_KEPT_JOBS, 'the uploads that are kept');
const keepDaysSchema = limitSchema(1, GREATEST_KEPT_DAYS, 'the days that uploads are kept');

/** What is absent has its default. */
export const historySettingsSchema: v.GenericSchema<unknown, HistorySettings> = v.strictObject({
  mostJobs: v.optional(mostJobsSchema, defaultHistorySettings.mostJobs),
  keepDays: v.optional(keepDaysSchema, defaultHistorySettings.keepDays),
});

export function isMostJobs(value: number | null): boolean {
  return v.is(mostJobsSchema, value);
}

export function isKeepDays(value: number | null): boolean {
  return v.is(keepDaysSchema, value);
}
