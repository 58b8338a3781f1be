import { expect, test } from 'vitest';
import { newJobId, sampleJob } from '../engine/testing/sample-job.ts';
import { MAX_INTERRUPTIONS } from './interruption.ts';
import type { UploadJob } from './job.ts';
import type { JobEvent } from './job-event.ts';
import { step } from './job-machine.ts';
import type { LiveJob } from './live-job.ts';
import { recoverProgress } from './part-progress.ts';

const session = { uri: 'u', uploadId: 'i', region: 'r', locationUrl: 'https://api.example' };

/** A job as a new process finds it. */
const found = (job: UploadJob, storedParts: readonly number[] = []): LiveJob => ({
  job,
  parts: recoverProgress(
    storedParts.map((partNumber) => ({ partNumber, sizeBytes: partNumber === 3 ? 1 : 5 })),
  ),
  failuresBefore: job.failures,
  polls: 0,
});
const take = (live: LiveJob, event: JobEvent): LiveJob => step(live, event, 1_000, 0.5).live;
const woke: JobEvent = { type: 'worker-woke', hasBytes: true };

/** The process ends again and again just after the job went on. */
function interrupt(job: UploadJob, times: number, storedParts: readonly number[] = []): UploadJob {
  let current = job;
  for (let time = 0; time < times; time++) {
    const woken = take(found(current, storedParts), woke);
    if (woken.job.state.name === 'failed') return woken.job;
    current = (woken.job.state.name === 'queued' ? take(woken, { type: 'slot-granted' }) : woken).job;
  }
  return current;
}

test('L3: after 20 ends of the process without a stored part the job says so, and can be tried again', () => {
  const job = sampleJob({ id: newJobId(), session, state: { name: 'uploading' } });
  expect(interrupt(job, MAX_INTERRUPTIONS - 1).state.name).toBe('uploading');
  const reported = interrupt(job, MAX_INTERRUPTIONS);
  expect(reported.state).toMatchObject({ name: 'failed', canRetry: true, error: { code: 'interrupted' } });
  const again = take(found(reported), { type: 'retry-requested' }).job;
  expect([again.state.name, again.interruptions]).toEqual(['queued', undefined]);
});

test('L3: a stored part forgives all interruptions, and the journal is told so', () => {
  const job = sampleJob({ session, state: { name: 'uploading' } });
  const often = interrupt(job, MAX_INTERRUPTIONS - 2);
  const sending = take(take(found(often), woke), { type: 'slot-granted' });
  const part = { partNumber: 1, sizeBytes: 5, md5: 'm', etag: 'e' };
  const { live, effects } = step(sending, { type: 'part-stored', part }, 1_000, 0.5);
  expect(live.job.interruptions).toBeUndefined();
  expect(effects.map(({ type }) => type)).toEqual(['save-part', 'save-job']);
});

test('L3: who is interrupted while completing is told that the file may be stored', () => {
  const job = sampleJob({ session, state: { name: 'completing' } });
  const { state } = interrupt(job, MAX_INTERRUPTIONS, [1, 2, 3]);
  expect(state).toMatchObject({
    name: 'failed',
    error: { code: 'interrupted', details: { mayBeStored: true } },
  });
});

test('L3: a job that waits or is queued is not interrupted by the end of a process', () => {
  const waiting = sampleJob({ session, state: { name: 'waiting', reason: 'offline', resumeAt: 'queued' } });
  expect(take(found(waiting), woke).job).toEqual(waiting);
  expect(take(found(sampleJob({ session })), woke).job.interruptions).toBeUndefined();
});
