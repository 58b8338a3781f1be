import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { AwsClient } from 'aws4fetch';
import type { Page } from 'puppeteer';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { JobView } from '../../lib/protocol/messages.ts';
import { readObject } from '../../scripts/digest.ts';
import { readSnapshot } from '../../scripts/uploads.ts';
import { rowOf } from '../faults/rows.ts';
import { type Harness, startHarness } from './harness.ts';
import { chooseMade } from './made-files.ts';
import { fileOf } from './pages/site.ts';

let harness: Harness;
let page: Page;

beforeAll(async () => {
  harness = await startHarness();
  await harness.configure();
  page = await harness.openPage('uploads.html');
});
afterAll(() => harness.close());

const bytesOf = (text: string) => new TextEncoder().encode(text);
const keyOf = (job: JobView): string => job.file?.key ?? '';
const bytesAt = async (job: JobView) =>
  Buffer.from(await readObject(harness.backend.s3, job.file?.container ?? '', keyOf(job)));

async function typeAt(job: JobView): Promise<string | null> {
  const { s3 } = harness.backend;
  const client = new AwsClient({ ...s3, service: 's3' });
  const path = keyOf(job).split('/').map(encodeURIComponent).join('/');
  const response = await client.fetch(`${s3.endpoint}/${s3.bucket}/${path}`, { method: 'HEAD' });
  return response.headers.get('Content-Type');
}

/** Uploads a file for each name, each with bytes of its own, and states that these are stored. */
async function uploadNames(names: readonly string[]): Promise<readonly JobView[]> {
  const jobs = await chooseMade(
    page,
    names.map((name, index) => ({ name, bytes: bytesOf(`file ${index}`) })),
  );
  for (const [index, job] of jobs.entries()) {
    expect(job.state).toBe('succeeded');
    expect((await bytesAt(job)).toString()).toBe(`file ${index}`);
  }
  return jobs;
}

const shownName = (job: JobView) =>
  page.$eval(`${rowOf(page, job.id).selector} bdi`, (name) => name.textContent);

test('U1: names of signs that can’t be seen are stored as they are, and shown with these spelt out', async () => {
  const names = ['harmless\u202egpj.exe', 'a\u200bb.txt', '👩‍🚀 שלום.txt', 'half\ud83d.txt'];
  const jobs = await uploadNames(names);
  for (const [index, job] of jobs.entries())
    expect(keyOf(job)).toMatch(new RegExp(`^[A-Za-z0-9]{20}_${names[index]?.toWellFormed()}$`, 'u'));
  expect(await Promise.all(jobs.map(shownName))).toEqual([
    'harmless[U+202E]gpj.exe',
    'a[U+200B]b.txt',
    '👩‍🚀 שלום.txt',
    'half\ufffd.txt',
  ]);
});

test('U1: two names that differ in their normal form only are both kept', async () => {
  const [composed, decomposed] = await uploadNames(['caf\u00e9.txt', 'cafe\u0301.txt']);
  expect(composed && keyOf(composed)).toMatch(/_caf\u00e9\.txt$/);
  expect(decomposed && keyOf(decomposed)).toMatch(/_cafe\u0301\.txt$/);
});

test('U2: no name leaves the folder of the options', async () => {
  await harness.configure({ store: { location: 's3', path: 'safe/' } });
  const jobs = await uploadNames([
    '../../etc/passwd',
    '..\\..\\x',
    '/abs',
    'C:\\x',
    '..',
    '.',
    '%2e%2e%2fx',
    'a\0b',
  ]);
  for (const job of jobs) expect(keyOf(job)).toMatch(/^safe\/[A-Za-z0-9]{20}_[^/\\\0]+$/);
  await harness.configure();
});

test('U3: a name that is too long for a key is shortened, keeps its end, and the row says so', async () => {
  const [first, second, fits] = await uploadNames([
    `${'名'.repeat(5_000)}1.tar`,
    `${'名'.repeat(5_000)}2.tar`,
    `${'x'.repeat(251)}.tar`,
  ]);
  for (const job of [first, second]) {
    if (job === undefined) throw new Error('a job is missing');
    expect(Buffer.byteLength(keyOf(job))).toBeLessThanOrEqual(1_024);
    expect(keyOf(job)).toMatch(/^[A-Za-z0-9]{20}_名+~[0-9a-f]{8}\.tar$/);
    await rowOf(page, job.id).says(/too long for S3 and is shortened\. Name in the store: 名+~/);
  }
  expect(first?.place?.name).not.toBe(second?.place?.name);
  const overflow = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
  expect(overflow).toBeLessThanOrEqual(0);
  expect(fits?.place).toBeUndefined();
});

test('U4: names that some systems forbid are kept', async () => {
  const names = ['CON', 'a.', 'b ', '-rf', 'x:y?.txt'];
  const jobs = await uploadNames(names);
  for (const [index, job] of jobs.entries()) expect(keyOf(job).slice(21)).toBe(names[index]);
});

test('U5: a name of markup is text, in the list and in the key', async () => {
  const name = '<img src=x onerror="document.title=\'run\'">.png';
  const [job] = await uploadNames([name]);
  if (job === undefined) throw new Error('the job is missing');
  expect(await shownName(job)).toBe(name);
  expect(keyOf(job).slice(21)).toBe(name);
  expect(await page.$eval('main', (main) => main.querySelectorAll('img').length)).toBe(0);
  expect(await page.title()).not.toBe('run');
});

test.each<[string, string, string, string, string]>([
  ['a picture without type and extension', 'picture', 'drawing.png', '', 'image/png'],
  ['a picture of no type in particular', 'x.bin', 'photo.jpg', 'application/octet-stream', 'image/jpeg'],
  ['a file that the browser gives no type', 'notes.md', '', '', 'text/markdown'],
  ['text that nobody knows', 'LICENCE', '', '', 'text/plain'],
  ['U6: a program that is called a picture', 'x.png', '', 'image/png', 'image/png'],
  ['U6: a type that is too long', 'x.dat', '', `a/${'b'.repeat(200)}`, 'application/octet-stream'],
])('%s is stored with its type', async (_title, name, picture, type, stored) => {
  const bytes = picture === '' ? bytesOf('MZ of a program, or text') : await readFixture(picture);
  const [job] = await chooseMade(page, [{ name, bytes, type }]);
  if (job === undefined) throw new Error('the job is missing');
  expect([job.mimetype, await typeAt(job)]).toEqual([stored, stored]);
  expect((await bytesAt(job)).equals(bytes)).toBe(true);
});

test('a template of the options names what is chosen, by its content too', async () => {
  const nameTemplate = '{date}/{host}/{name} {title} {hash}.{ext}';
  await harness.configure({ store: { location: 's3', path: 'up/' }, nameTemplate });
  const bytes = bytesOf('the content');
  const [job] = await chooseMade(page, [{ name: 'sun set.txt', bytes }]);
  if (job === undefined) throw new Error('the job is missing');
  const hash = createHash('sha256').update(bytes).digest('hex').slice(0, 32);
  expect(keyOf(job)).toMatch(new RegExp(`^up/\\d{4}-\\d\\d-\\d\\d/[A-Za-z0-9]{20}_sun set ${hash}\\.txt$`));
  expect(await shownName(job)).toBe('sun set.txt');
  await rowOf(page, job.id).says(new RegExp(`Name in the store: up/.*sun set ${hash}\\.txt`));
  await harness.configure();
});

test('X1: the counter of a template never repeats: not in two windows at once, nor after the worker was killed', async () => {
  await harness.configure({ nameTemplate: 'n{counter}' });
  const other = await harness.openPage('uploads.html');
  const files = (window: string) =>
    Array.from({ length: 5 }, (_, index) => ({
      name: `${window}${index}`,
      bytes: bytesOf(`${window}${index}`),
    }));
  await Promise.all([chooseMade(page, files('a')), chooseMade(other, files('b'))]);
  await (await harness.extension.worker()).close();
  await chooseMade(page, files('c'));
  const { jobs } = await readSnapshot(page);
  const named = jobs.filter(({ name }) => /^[abc]\d$/.test(name));
  expect(named).toHaveLength(15);
  const numbers = named.map((job) => Number(/_n(\d+)$/.exec(keyOf(job))?.[1]));
  expect(new Set(numbers).size).toBe(15);
  expect([...numbers].sort((a, b) => a - b)).toEqual(Array.from({ length: 15 }, (_, index) => index + 1));
  await other.close();
  await harness.configure();
});

test('two different files never have one key, whatever path and template are', async () => {
  await harness.configure({ store: { location: 's3', path: 'exact/place.dat' }, nameTemplate: 'same' });
  const jobs = await chooseMade(page, [
    { name: 'one', bytes: bytesOf('one') },
    { name: 'two', bytes: bytesOf('two') },
  ]);
  expect(new Set(jobs.map(keyOf)).size).toBe(2);
  for (const job of jobs) {
    expect(keyOf(job)).toMatch(/^exact\/place\.dat\/[A-Za-z0-9]{20}_same$/);
    expect((await bytesAt(job)).toString()).toBe(job.name);
  }
  await harness.configure();
});

test('a path that leaves no room for a name is told, and nothing is uploaded', async () => {
  await harness.configure({ store: { location: 's3', path: `${'p'.repeat(1_000)}/` } });
  const [job] = await chooseMade(page, [{ name: 'no room', bytes: bytesOf('x') }]);
  expect(job).toMatchObject({ state: 'failed', canRetry: false });
  await rowOf(page, job?.id ?? '').says(/so long that no name fits after it/);
  await harness.configure();
});

test('the options show an example while a template is typed, and tell what is no placeholder', async () => {
  const options = await harness.openPage('options.html');
  const template = options.locator('::-p-aria([name="Name template"][role="textbox"])');
  const preview = () =>
    options.$eval('::-p-aria([name="Example:"][role="status"])', (status) => status.textContent ?? '');
  await options.locator('::-p-aria([name="Path"][role="textbox"])').fill('up');
  await template.fill('{date}/{title} {counter}.{ext}');
  await expect.poll(preview).toBe('Example: up/2026-11-23/id_My holidays 7.jpg');
  await template.fill('{year}-{name}');
  await expect.poll(preview).toContain('up/id_{year}-sunset');
  await expect.poll(preview).toContain('No placeholder, and kept as it is written: {year}');
  await template.fill('../{name}');
  await expect.poll(preview).toBe('Example: up/id_sunset');
  const description = await options.$eval(
    '::-p-aria([name="Name template"][role="textbox"])',
    (input) => document.getElementById(input.getAttribute('aria-describedby') ?? '')?.textContent,
  );
  expect(description).toContain('{hash}');
  await options.close();
});

async function readFixture(name: string): Promise<Uint8Array> {
  return new Uint8Array(await readFile(fileOf(name)));
}
