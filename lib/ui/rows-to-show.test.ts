import { expect, test } from 'vitest';
import { mainProfileId } from '../core/profile.ts';
import { newJobId } from '../engine/testing/sample-job.ts';
import type { JobView } from '../protocol/messages.ts';
import { rowsToShow } from './rows-to-show.ts';

const job = (createdAtMs: number, state: JobView['state'], canRetry = false): JobView => ({
  ...{ id: newJobId(), name: `${createdAtMs}`, sizeBytes: 5, mimetype: '', createdAtMs, state, canRetry },
  profile: mainProfileId,
  ...{ partCount: 1, storedParts: 0, storedBytes: 0, sentBytes: 0, retries: 0, restarts: 0, isLive: false },
});
const timesOf = (jobs: readonly JobView[]) => jobs.map(({ createdAtMs }) => createdAtMs);

test('all are shown while there are no more than the limit, newest first', () => {
  expect(timesOf(rowsToShow([job(1, 'queued'), job(3, 'succeeded'), job(2, 'failed', true)], 3))).toEqual([
    3, 2, 1,
  ]);
});

test('of too many, those are shown that need something or move, in their places', () => {
  const jobs = [
    job(1, 'uploading'),
    job(2, 'queued'),
    job(3, 'failed', true),
    job(4, 'queued'),
    job(5, 'waiting'),
    job(6, 'staging'),
  ];
  expect(timesOf(rowsToShow(jobs, 3))).toEqual([5, 3, 1]);
  expect(timesOf(rowsToShow(jobs, 4))).toEqual([6, 5, 3, 1]);
});

test('those that are over are shown as they come, and take no room from the others', () => {
  const over = [job(1, 'succeeded'), job(3, 'cancelled'), job(5, 'failed')];
  expect(timesOf(rowsToShow([...over, job(2, 'queued'), job(4, 'queued')], 1))).toEqual([5, 4, 3, 1]);
});
