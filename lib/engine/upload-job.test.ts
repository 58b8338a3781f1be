import pLimit from 'p-limit';
import { expect, test } from 'vitest';
import type { JobId, StoredPart, UploadJob } from '../core/job.ts';
import { planParts } from '../core/part-plan.ts';
import { defaultRetryOptions } from '../core/retry-policy.ts';
import { UploadError } from '../core/upload-error.ts';
import { jobIdSchema } from '../protocol/job-record.ts';
import { parse } from '../protocol/parse.ts';
import type { Destination, PutAnswer } from './ports.ts';
import { uploadJob } from './upload-job.ts';

const PART_BYTES = 5 * 1024 ** 2;
const SIZE_BYTES = 2 * PART_BYTES + 1;

/** A run of a job of three parts against doubles; what is given replaces what would go well. */
function setUp(
  doubles: {
    put?: (partNumber: number) => PutAnswer;
    complete?: Destination['complete'];
    stored?: StoredPart[];
  } = {},
) {
  const id: JobId = parse(jobIdSchema, crypto.randomUUID(), 'an id');
  const log: string[] = [];
  const parts = new Map((doubles.stored ?? []).map((part) => [part.partNumber, part]));
  const waits: number[] = [];
  let nowMs = 0;
  const session = { uri: 'u', uploadId: 'i', region: 'r', locationUrl: 'https://api.example' };
  const job: UploadJob = {
    id,
    name: 'a.bin',
    sizeBytes: SIZE_BYTES,
    mimetype: 'application/octet-stream',
    createdAtMs: 0,
    destination: { kind: 'filestack' },
    store: { location: 's3' },
    plan: planParts(SIZE_BYTES),
    state: { name: 'queued' },
    retries: 0,
    ...(doubles.stored !== undefined && { session }),
  };
  const destination: Destination = {
    start: async () => {
      log.push('start');
      return session;
    },
    signPart: async (_session, _store, { partNumber }) => ({
      url: `https://s3.example/${partNumber}`,
      headers: {},
    }),
    complete: async (...args) => {
      log.push(`complete ${args[3].map(({ partNumber }) => partNumber).join()}`);
      return (await doubles.complete?.(...args)) ?? { handle: 'h', url: 'https://cdn.example/h' };
    },
  };
  const run = () =>
    uploadJob(
      job,
      destination,
      {
        journal: {
          listJobs: async () => [],
          saveJob: async () => undefined,
          removeJob: async () => undefined,
          savePart: async (_id, part) => void parts.set(part.partNumber, part),
          listParts: async () => [...parts.values()],
          clearParts: async () => parts.clear(),
        },
        blobs: {
          put: async () => undefined,
          get: async () => new Blob([new Uint8Array(SIZE_BYTES)]),
          remove: async () => undefined,
        },
        transport: {
          async put({ url }) {
            const partNumber = Number(url.split('/').pop());
            log.push(`put ${partNumber}`);
            return doubles.put?.(partNumber) ?? { status: 200, etag: 'tag', body: '' };
          },
        },
        clock: {
          nowMs: () => nowMs,
          random: () => 0,
          async wait(ms, signal) {
            signal.throwIfAborted();
            waits.push(ms);
            nowMs += ms;
          },
        },
        retryOptions: defaultRetryOptions,
        maxConcurrentUploads: 5,
        slots: pLimit(5),
      },
      {
        update: async (change) => {
          if (change.state !== undefined) log.push(change.state.name);
          return job;
        },
        partStored: () => undefined,
        retried: () => void log.push('retried'),
      },
      new AbortController().signal,
    );
  return { run, log, waits };
}

test('a job is started, its parts are sent, and it is completed with all of them in order', async () => {
  const { run, log } = setUp();
  expect(await run()).toEqual({ handle: 'h', url: 'https://cdn.example/h' });
  expect(log.filter((entry) => !entry.startsWith('put'))).toEqual([
    'starting',
    'start',
    'uploading',
    'completing',
    'complete 1,2,3',
    'verifying',
  ]);
  expect(log.filter((entry) => entry.startsWith('put')).sort()).toEqual(['put 1', 'put 2', 'put 3']);
});

test('parts that an earlier run stored are not sent again, and nothing is started anew', async () => {
  const stored = [1, 3].map((n) => ({
    partNumber: n,
    sizeBytes: n === 3 ? 1 : PART_BYTES,
    md5: 'm',
    etag: 'tag',
  }));
  const { run, log } = setUp({ stored });
  await run();
  expect(log).toEqual(['uploading', 'put 2', 'completing', 'complete 1,2,3', 'verifying']);
});

test('a part that is refused for good ends the job without complete', async () => {
  const { run, log } = setUp({ put: (n) => ({ status: n === 2 ? 403 : 200, etag: 'tag', body: '' }) });
  await expect(run()).rejects.toMatchObject({ code: 'auth' });
  expect(log.some((entry) => entry.startsWith('complete'))).toBe(false);
});

test('a part that fails for a while is sent again after growing waits', async () => {
  let failures = 3;
  const { run, log, waits } = setUp({
    put: (n) => ({ status: n === 1 && failures-- > 0 ? 500 : 200, etag: 'tag', body: '' }),
  });
  await run();
  expect(log.filter((entry) => entry === 'put 1')).toHaveLength(4);
  expect(waits).toEqual([500, 1000, 2000]);
});

test('complete is asked again while the provider assembles, and not for ever', async () => {
  let pendings = 2;
  const patient = setUp({
    complete: async () => (pendings-- > 0 ? 'pending' : { handle: 'h', url: 'https://c.example/h' }),
  });
  await patient.run();
  expect(patient.log.filter((entry) => entry.startsWith('complete '))).toHaveLength(3);

  const endless = setUp({ complete: async () => 'pending' });
  await expect(endless.run()).rejects.toMatchObject({ code: 'timeout' });
  expect(endless.waits.reduce((sum, ms) => sum + ms, 0)).toBeLessThan(17 * 60_000);
});

test('a stored part whose size does not fit stops the job before complete', async () => {
  const stored = [1, 2, 3].map((partNumber) => ({ partNumber, sizeBytes: 1, md5: 'm', etag: 'tag' }));
  const { run, log } = setUp({ stored });
  await expect(run()).rejects.toBeInstanceOf(UploadError);
  expect(log).not.toContain('complete 1,2,3');
});

test('a link that runs code is no success', async () => {
  const { run } = setUp({ complete: async () => ({ handle: 'h', url: 'javascript:alert(1)' }) });
  await expect(run()).rejects.toMatchObject({ code: 'protocol' });
});
