import type { Page } from 'puppeteer';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { StoreOptions } from '../../lib/core/store-options.ts';
import { chooseFiles } from '../../scripts/uploads.ts';
import { expectStored, type Harness, startHarness, waitForEnd } from './harness.ts';

let harness: Harness;
let page: Page;

beforeAll(async () => {
  harness = await startHarness();
  page = await harness.openPage('popup.html');
});
afterAll(() => harness.close());

async function upload(name: string, store: StoreOptions) {
  await harness.configure({ store });
  const path = await harness.makeFile(name, 1000);
  await chooseFiles(page, [path]);
  return { path, job: await waitForEnd(page, name) };
}

test('a path that ends in a slash is a folder for files with names of their own', async () => {
  const { path, job } = await upload('in folder.bin', { location: 's3', path: 'some/folder/' });
  await expectStored(harness, job, path);
  expect(job.file?.key).toMatch(/^some\/folder\/[A-Za-z0-9]+_in folder\.bin$/);
});

test('any other path is a folder, too: as the key of every file it would keep the last of them only', async () => {
  const { path, job } = await upload('below.bin', { location: 's3', path: '/exact/place.dat' });
  await expectStored(harness, job, path);
  expect(job.file?.key).toMatch(/^exact\/place\.dat\/[A-Za-z0-9]+_below\.bin$/);
});

test('without a path the key is an id and the name', async () => {
  const { path, job } = await upload('no path ü.bin', { location: 's3' });
  await expectStored(harness, job, path);
  expect(job.file?.key).toMatch(/^[A-Za-z0-9]+_no path ü\.bin$/);
});

test('a public file can be had by its link and from S3 by anybody, a private one by neither', async () => {
  const open = await upload('open.bin', { location: 's3', access: 'public' });
  const closed = await upload('closed.bin', { location: 's3', access: 'private' });
  await expectStored(harness, open.job, open.path);
  await expectStored(harness, closed.job, closed.path);
  const bytesOf = async (url: string) => (await (await fetch(url)).arrayBuffer()).byteLength;
  const objectUrl = (key = '') => `${harness.backend.s3.endpoint}/${harness.backend.s3.bucket}/${key}`;

  expect(await bytesOf(open.job.file?.url ?? '')).toBe(1000);
  expect(await bytesOf(objectUrl(open.job.file?.key))).toBe(1000);
  expect((await fetch(closed.job.file?.url ?? '')).status).toBe(403);
  expect((await fetch(objectUrl(closed.job.file?.key))).status).toBe(403);
});

test.each([
  ['another container', { location: 's3', container: 'elsewhere' }, 'elsewhere'],
  ['another location', { location: 'dropbox' }, 'dropbox'],
] as const)('%s, which the gateway does not have, fails with its reason', async (title, store, word) => {
  const { job } = await upload(`${title}.bin`, store);
  expect(job.state).toBe('failed');
  expect(job.error?.details).toMatchObject({ step: 'start', status: 400 });
  expect(job.error?.details.serverText).toContain(word);
});
