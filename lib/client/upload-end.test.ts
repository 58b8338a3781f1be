import { expect, test } from 'vitest';
import type { JobState } from '../core/job.ts';
import type { PlainError } from '../core/upload-error.ts';
import { sampleJob } from '../engine/testing/sample-job.ts';
import { endOf } from './upload-end.ts';

const error: PlainError = { code: 'network', message: 'no answer', details: {} };
const waiting = (facts: object): JobState => ({
  name: 'waiting',
  reason: 'backoff',
  resumeAt: 'queued',
  ...facts,
});
const endIn = (state: JobState, rung = 0) => endOf(sampleJob({ state, rung }), 'part-failed');

test.each<[string, JobState]>([
  ['a retry', waiting({ reason: 'backoff', error })],
  ['the answer to complete', waiting({ reason: 'provider', resumeAt: 'completing' })],
])('a wait for %s is awaited', (_title, state) => {
  expect(endIn(state)).toBeUndefined();
});

test.each(['offline', 'credentials', 'permission', 'file', 'disk', 'provider'])(
  'a wait for %s is an end: nobody sees it, and nothing that could be done here ends it',
  (reason) => {
    expect(endIn(waiting({ reason, error }))).toMatchObject({ kind: 'failed', error: { code: 'network' } });
  },
);

test('an error that has no step gets that of the event', () => {
  expect(endIn({ name: 'failed', error, canRetry: true, atMs: 0 })).toMatchObject({
    error: { details: { step: 'upload' } },
  });
});

test('after 15 minutes of 202 the file may still be stored', () => {
  expect(endIn(waiting({ reason: 'provider', resumeAt: 'completing' }), 1)).toMatchObject({
    error: { code: 'timeout', details: { step: 'complete', mayBeStored: true } },
  });
});

test('the server’s words are in the message', () => {
  const said = { ...error, details: { serverText: 'No such bucket' } };
  expect(endIn({ name: 'failed', error: said, canRetry: true, atMs: 0 })).toMatchObject({
    error: { message: 'no answer: No such bucket' },
  });
});

test.each(['staging', 'queued', 'starting', 'uploading', 'completing', 'cancelling'] as const)(
  'a job that is %s has not ended',
  (name) => {
    expect(endIn({ name })).toBeUndefined();
  },
);
