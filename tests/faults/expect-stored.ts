import { basename } from 'node:path';
import { AwsClient } from 'aws4fetch';
import type { Page } from 'puppeteer';
import { expect } from 'vitest';
import type { JobView } from '../../lib/protocol/messages.ts';
import { readSnapshot } from '../../scripts/uploads.ts';
import type { Backend } from '../../server/backend.ts';
import { expectStored } from '../e2e/harness.ts';
import type { Bench } from './bench.ts';
import type { Row } from './rows.ts';

/** Keys of all objects in the bucket that were made from a file of this name. */
export async function objectsOf({ s3 }: Backend, name: string): Promise<readonly string[]> {
  const client = new AwsClient({ ...s3, service: 's3' });
  const answer = await client.fetch(`${s3.endpoint}/${s3.bucket}?list-type=2`);
  const keys = [...(await answer.text()).matchAll(/<Key>([^<]+)<\/Key>/g)].map((match) => match[1] ?? '');
  return keys.filter((key) => key.endsWith(`_${name}`));
}

export async function jobOf(page: Page, row: Row): Promise<JobView> {
  const job = (await readSnapshot(page)).jobs.find(({ id }) => id === row.id);
  if (job === undefined) throw new Error('the background does not know this job');
  return job;
}

/** States that a row ends as stored, with the very bytes of the file in S3, and there once. */
export async function expectStoredOnce(
  { harness }: Bench,
  page: Page,
  row: Row,
  path: string,
  timeoutMs = 60_000,
): Promise<JobView> {
  const state = await row.shows(['succeeded', 'failed', 'cancelled'], timeoutMs);
  const job = await jobOf(page, row);
  expect([state, job.error]).toEqual(['succeeded', undefined]);
  await expectStored(harness, job, path);
  expect(await objectsOf(harness.backend, basename(path))).toEqual([job.file?.key]);
  return job;
}

/** States that nothing made from the file is in the bucket. */
export async function expectNothingStored({ harness }: Bench, path: string): Promise<void> {
  expect(await objectsOf(harness.backend, basename(path))).toEqual([]);
}
