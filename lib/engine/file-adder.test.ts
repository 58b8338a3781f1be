import { expect, test } from 'vitest';
import { type JobStateName, mainDestination } from '../core/job.ts';
import { defaultPictureOptions } from '../core/picture-options.ts';
import { defaultUploadOptions } from '../core/upload-options.ts';
import type { Engine } from './engine.ts';
import { createFileAdder, type Target } from './file-adder.ts';
import { createEntry } from './job-entry.ts';
import { viewOfJob } from './job-view.ts';
import type { NewUpload } from './new-upload.ts';
import { sampleJob } from './testing/sample-job.ts';

const target: Target = {
  destination: mainDestination,
  store: { location: 's3', path: 'a/' },
  options: defaultUploadOptions,
};
const fileOf = (text: string, facts: { name?: string; lastModified?: number; type?: string } = {}) =>
  new File([text], facts.name ?? 'x.bin', { lastModified: 5, type: 'image/png', ...facts });

/** Just as much of an engine as an adder asks. */
function createTestEngine() {
  const entries: { readonly upload: NewUpload; entry: ReturnType<typeof createEntry> }[] = [];
  let bytesTaken = async (upload: NewUpload): Promise<Blob> =>
    (await upload.getBlob(new AbortController().signal, () => undefined)).blob;
  const engine: Pick<Engine, 'add' | 'underway' | 'views'> = {
    async add(upload) {
      const { name, sizeBytes, mimetype, store, pictures, naming } = upload;
      await new Promise((resolve) => setTimeout(resolve, 5));
      const wishes = { ...(pictures && { pictures }), ...(naming && { naming }) };
      const job = sampleJob({ name, sizeBytes, mimetype, store, ...wishes, state: { name: 'uploading' } });
      entries.push({ upload, entry: createEntry(job) });
      return job.id;
    },
    underway: () =>
      entries.map(({ upload, entry }) => ({
        job: entry.live.job,
        sizeBytes: entry.live.job.sizeBytes,
        bytes: () => bytesTaken(upload),
      })),
    views: () => entries.map(({ entry }) => viewOfJob(entry, 0)),
  };
  return {
    engine,
    entries,
    bring(name: 'cancelling' | 'cancelled' | 'completing'): void {
      for (const added of entries) added.entry = createEntry({ ...added.entry.live.job, state: { name } });
    },
    whenRead(read: (upload: NewUpload) => Promise<Blob>): void {
      bytesTaken = read;
    },
  };
}

test('X1 U12: the same file chosen twice at the same moment is one upload, which both are told of', async () => {
  const { engine, entries } = createTestEngine();
  const addOnce = createFileAdder(engine);
  const [first, second] = await Promise.all([
    addOnce(fileOf('abcde'), target),
    addOnce(fileOf('abcde'), target),
  ]);
  expect(entries).toHaveLength(1);
  expect(first.isKnown).toBe(false);
  expect(second).toEqual({ jobId: first.jobId, isKnown: true });
});

test.each<[string, File, Target]>([
  ['bytes', fileOf('abcdX'), target],
  ['bytes in the middle', fileOf('abXde'), target],
  ['name', fileOf('abcde', { name: 'y.bin' }), target],
  ['size', fileOf('abcdef'), target],
  ['time', fileOf('abcde', { lastModified: 6 }), target],
  ['type', fileOf('abcde', { type: 'image/gif' }), target],
  ['target', fileOf('abcde'), { ...target, store: { location: 's3', path: 'b/' } }],
  [
    'treatment',
    fileOf('abcde'),
    { ...target, pictures: { ...defaultPictureOptions, removesMetadata: true } },
  ],
  ['template of names', fileOf('abcde'), { ...target, naming: { template: '{date} {name}' } }],
])('X1 U12: files of another %s are two uploads, however alike', async (_what, other, otherTarget) => {
  const { engine, entries } = createTestEngine();
  const addOnce = createFileAdder(engine);
  const added = await Promise.all([addOnce(fileOf('abcde'), target), addOnce(other, otherTarget)]);
  expect(entries).toHaveLength(2);
  expect(added.map(({ isKnown }) => isKnown)).toEqual([false, false]);
});

test('U12: a file is new again once its upload was given up', async () => {
  for (const state of ['cancelling', 'cancelled'] as const satisfies readonly JobStateName[]) {
    const { engine, entries, bring } = createTestEngine();
    const addOnce = createFileAdder(engine);
    await addOnce(fileOf('abcde'), target);
    bring(state);
    expect(await addOnce(fileOf('abcde'), target)).toMatchObject({ isKnown: false });
    expect(entries).toHaveLength(2);
  }
});

test('U12: a file whose upload is cancelled while the two are compared is a new upload', async () => {
  const { engine, entries, bring, whenRead } = createTestEngine();
  const addOnce = createFileAdder(engine);
  await addOnce(fileOf('abcde'), target);
  whenRead(async () => {
    bring('cancelling');
    return fileOf('abcde');
  });
  expect(await addOnce(fileOf('abcde'), target)).toMatchObject({ isKnown: false });
  expect(entries).toHaveLength(2);
});

test('U12: a file that can’t be compared is never left out', async () => {
  const { engine, entries, whenRead } = createTestEngine();
  const addOnce = createFileAdder(engine);
  await addOnce(fileOf('abcde'), target);
  whenRead(() => Promise.reject(new DOMException('', 'NotReadableError')));
  expect(await addOnce(fileOf('abcde'), target)).toMatchObject({ isKnown: false });
  expect(entries).toHaveLength(2);
});

test('U12: files that look alike but at any one byte are told apart', async () => {
  const size = 1024 ** 2 + 3;
  const bytes = new Uint8Array(size).map((_, index) => index);
  for (const place of [0, size - 1, size - 2, 1024 ** 2 - 1, 1024 ** 2, 500_000]) {
    const { engine } = createTestEngine();
    const addOnce = createFileAdder(engine);
    const other = bytes.slice();
    other[place] = (other[place] ?? 0) ^ 1;
    const facts = { lastModified: 1 };
    await addOnce(new File([bytes], 'big', facts), target);
    expect(await addOnce(new File([other], 'big', facts), target)).toMatchObject({ isKnown: false });
    expect(await addOnce(new File([bytes], 'big', facts), target)).toMatchObject({ isKnown: true });
  }
});
