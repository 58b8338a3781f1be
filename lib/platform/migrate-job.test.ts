import fc from 'fast-check';
import * as v from 'valibot';
import { expect, test } from 'vitest';
import { mainDestination } from '../core/job.ts';
import { defaultUploadOptions } from '../core/upload-options.ts';
import { newJobId } from '../engine/testing/sample-job.ts';
import { uploadJobSchema } from '../protocol/job-record.ts';
import { migrateJobV1 } from './migrate-job.ts';

const file = { handle: 'h', url: 'https://cdn.example/h', key: 'folder/a.bin' };
const error = { code: 'rejected', message: 'no', details: { step: 'start', status: 400 } };

/** A job as version 1 kept it. */
const jobV1 = (state: object) => ({
  id: newJobId(),
  name: 'a.bin',
  sizeBytes: 11,
  mimetype: '',
  createdAtMs: 1_700_000_000_000,
  destination: { kind: 'filestack' },
  store: { location: 's3', path: 'folder/', access: 'private' },
  plan: { fileSizeBytes: 11, partSizeBytes: 5_242_880, partCount: 1 },
  session: { uri: 'u', uploadId: 'i', region: 'r', locationUrl: 'https://api.example' },
  state,
  retries: 3,
});

test.each([
  [{ name: 'staging' }, { name: 'staging' }],
  [{ name: 'queued' }, { name: 'queued' }],
  [{ name: 'starting' }, { name: 'starting' }],
  [{ name: 'uploading' }, { name: 'uploading' }],
  [{ name: 'completing' }, { name: 'completing' }],
  // Version 1 did not keep the file that it verified.
  [{ name: 'verifying' }, { name: 'completing' }],
  [
    { name: 'succeeded', file, elapsedMs: 7 },
    { name: 'succeeded', file, elapsedMs: 7 },
  ],
  [
    { name: 'failed', error, canRetry: true },
    { name: 'failed', error, canRetry: true, atMs: 1_700_000_000_000 },
  ],
  [{ name: 'cancelled' }, { name: 'cancelled' }],
])('L8 I32: a job of version 1 that is $name is read by version 2', (before, after) => {
  const record = jobV1(before);
  const migrated = migrateJobV1(record);
  expect(migrated).toEqual({
    ...record,
    state: after,
    options: defaultUploadOptions,
    source: 'staged',
    restarts: 0,
    failures: 0,
    completeAsks: 0,
    rung: 0,
  });
  expect(v.parse(uploadJobSchema, migrated).destination).toEqual(mainDestination);
});

test('L8: a job without plan and session is migrated without them', () => {
  const { plan: _plan, session: _session, ...record } = jobV1({ name: 'staging' });
  const migrated = migrateJobV1(record);
  expect(v.is(uploadJobSchema, migrated)).toBe(true);
  expect(migrated).not.toHaveProperty('plan');
});

test('Q7: migrating throws for no record, and makes no job of what is none', () => {
  for (const record of [undefined, null, 7, 'torn', [], {}, { state: null }, { state: 'queued' }]) {
    expect(v.is(uploadJobSchema, migrateJobV1(record))).toBe(false);
  }
  fc.assert(fc.property(fc.anything(), (record) => void migrateJobV1(record)));
});
