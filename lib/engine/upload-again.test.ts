import { expect, test } from 'vitest';
import type { UploadJob } from '../core/job.ts';
import { systemClock } from '../platform/system-clock.ts';
import { createMemoryDisk, newMemoryProcess } from './memory-disk.ts';
import { createMemoryJournal } from './memory-journal.ts';
import type { NewUpload } from './new-upload.ts';
import { digestBytes } from './part-digest.ts';
import { createPartReaders } from './part-readers.ts';
import { newJobId, sampleJob, samplePart } from './testing/sample-job.ts';
import { uploadAgain } from './upload-again.ts';

const newId = newJobId();
const state = { name: 'cancelled' } as const;

/** Of a job whose first part is stored. */
async function again(job: UploadJob, file?: File) {
  const journal = createMemoryJournal(createMemoryDisk(), newMemoryProcess());
  await journal.open();
  const { base64 } = await digestBytes(await new Blob(['hello']).arrayBuffer());
  await journal.commit([{ type: 'save-part', jobId: job.id, part: samplePart(1, { md5: base64 }) }]);
  const added: NewUpload[] = [];
  const outcome = await uploadAgain(
    job,
    file,
    {
      journal,
      readers: createPartReaders(systemClock),
      readAgain: async ({ url }) => ({ blob: new Blob([url]) }),
    },
    async (upload) => {
      added.push(upload);
      return newId;
    },
  );
  return { outcome, added };
}

const signal = new AbortController().signal;

test('what has an address is asked for again there, and goes where it went', async () => {
  const webSource = { kind: 'file', url: 'https://site.example/a.bin', pageUrl: '' } as const;
  const job = sampleJob({ state, webSource, naming: { template: '{name}' } });
  const { outcome, added } = await again(job);
  expect(outcome).toEqual({ kind: 'added', jobId: newId });
  expect(added).toMatchObject([
    { name: job.name, store: job.store, options: job.options, naming: job.naming, webSource },
  ]);
  const blob = (await added[0]?.getBlob(signal, () => undefined))?.blob;
  expect(await blob?.text()).toBe(webSource.url);
});

test('what has none needs its file', async () => {
  expect(await again(sampleJob({ state }))).toEqual({ outcome: { kind: 'needs-file' }, added: [] });
});

test('the same file is uploaded as a new one', async () => {
  const file = new File(['hello world'], 'a.bin', { type: 'text/plain' });
  const { outcome, added } = await again(sampleJob({ state }), file);
  expect(outcome).toEqual({ kind: 'added', jobId: newId });
  expect(added).toMatchObject([{ name: 'a.bin', sizeBytes: 11, mimetype: 'text/plain' }]);
  expect((await added[0]?.getBlob(signal, () => undefined))?.blob).toBe(file);
});

test.each([
  ['of another name', 'hello world', 'b.bin', 'other'],
  ['of another size', 'hello', 'a.bin', 'other'],
  ['of other bytes', 'HELLO world', 'a.bin', 'changed'],
])('a file %s is not taken for it', async (_what, text, name, verdict) => {
  const { outcome, added } = await again(sampleJob({ state }), new File([text], name));
  expect(outcome).toEqual({ kind: 'refused', verdict });
  expect(added).toEqual([]);
});
