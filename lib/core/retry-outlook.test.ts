import { expect, test } from 'vitest';
import { sampleJob } from '../engine/testing/sample-job.ts';
import type { UploadJob } from './job.ts';
import { step } from './job-machine.ts';
import type { LiveJob } from './live-job.ts';
import { noProgress } from './part-progress.ts';
import { retryOutlook } from './retry-outlook.ts';
import type { ErrorCode, PlainError } from './upload-error.ts';
import { defaultUploadOptions } from './upload-options.ts';

const nowMs = 1_000_000;
const { retries } = defaultUploadOptions.retryOptions;
const error = (code: ErrorCode): PlainError => ({ code, message: '', details: {} });

const live = (facts: Partial<UploadJob>): LiveJob => ({
  job: sampleJob(facts),
  parts: noProgress,
  failuresBefore: 0,
  polls: 0,
});

const starting = live({ state: { name: 'starting' } });
const uploading: LiveJob = {
  ...live({ state: { name: 'uploading' } }),
  parts: { ...noProgress, inFlight: [{ partNumber: 1, failures: 0, dueMs: nowMs }] },
};

test('a job without failures is at no retry', () => {
  expect(retryOutlook(starting, nowMs)).toBeUndefined();
});

test('a call that is to be tried again says which try of how many comes when, and why', () => {
  const failed = step(starting, { type: 'start-failed', error: error('server') }, nowMs, 0).live;
  const outlook = retryOutlook(failed, nowMs);
  expect(outlook).toMatchObject({ tries: { number: 2, total: retries + 1 }, error: { code: 'server' } });
  expect(outlook?.untilMs).toBeGreaterThan(nowMs);
});

test('a part that is sent again says so when no other is on its way, also once others are stored', () => {
  const failed = step(
    uploading,
    { type: 'part-failed', partNumber: 1, error: error('timeout') },
    nowMs,
    0,
  ).live;
  expect(failed.job.state.name).toBe('uploading');
  expect(retryOutlook(failed, nowMs)).toMatchObject({ tries: { number: 2 }, error: { code: 'timeout' } });
  expect(retryOutlook(failed, nowMs + 3_600_000)?.untilMs).toBeUndefined();
  const other = { partNumber: 2, failures: 0, dueMs: nowMs };
  const sending = { ...failed, parts: { ...failed.parts, inFlight: [other] } };
  expect(retryOutlook(sending, nowMs)).toBeUndefined();
  const part = { partNumber: 2, sizeBytes: 5, md5: 'm', etag: 'e' };
  const stored = step(sending, { type: 'part-stored', part }, nowMs, 0).live;
  const outlook = retryOutlook(stored, nowMs);
  // Its count has begun anew, its wait has not.
  expect(outlook?.tries).toBeUndefined();
  expect(outlook?.untilMs).toBeGreaterThan(nowMs);
  expect(outlook?.error?.code).toBe('timeout');
});

test('what is only signed anew is tried three times in all', () => {
  const skewed = { type: 'part-failed', partNumber: 1, error: error('clock-skew') } as const;
  expect(retryOutlook(step(uploading, skewed, nowMs, 0).live, nowMs)).toMatchObject({
    tries: { number: 2, total: 3 },
  });
});

test('a job that waits for something else than its next try is at no retry', () => {
  const state = { name: 'waiting', reason: 'offline', untilMs: nowMs + 1, resumeAt: 'queued' } as const;
  expect(retryOutlook(live({ state, failures: 3 }), nowMs)).toBeUndefined();
});

test('after a restart of the process the try is known, and what failed before is not', () => {
  const outlook = retryOutlook(live({ state: { name: 'queued' }, failures: 3 }), nowMs);
  expect(outlook).toEqual({ tries: { number: 4, total: retries + 1 } });
});
