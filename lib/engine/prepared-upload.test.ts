import { expect, test } from 'vitest';
import { mainDestination } from '../core/job.ts';
import { planParts } from '../core/part-plan.ts';
import { defaultPictureOptions } from '../core/picture-options.ts';
import { defaultUploadOptions } from '../core/upload-options.ts';
import { systemClock } from '../platform/system-clock.ts';
import type { PreparedBlob } from './job-entry.ts';
import { startSampleEngine } from './testing/sample-engine.ts';
import { sampleJob } from './testing/sample-job.ts';

const file = new File(['a picture and where it was taken'], 'a.jpg', { type: 'image/jpeg', lastModified: 5 });
const upload = {
  name: file.name,
  mimetype: file.type,
  sizeBytes: file.size,
  destination: mainDestination,
  store: { location: 's3', path: 'up' },
  options: defaultUploadOptions,
  pictures: { ...defaultPictureOptions, removesMetadata: true },
  getBlob: async () => ({ blob: file }),
} as const;

/** An upload that is prepared in a way, up to where it would be sent. */
async function stage(prepared: PreparedBlob) {
  const kept: Blob[] = [];
  const started: unknown[] = [];
  const engine = await startSampleEngine(systemClock, ({ blobs, destinationFor }) => ({
    prepare: async () => prepared,
    blobs: {
      ...blobs,
      async put(id, blob) {
        kept.push(blob);
        await blobs.put(id, blob);
      },
    },
    destinationFor: async (job) => ({
      ...(await destinationFor(job)),
      async start(facts, store) {
        started.push([facts, store]);
        return await new Promise(() => undefined);
      },
    }),
  }));
  await engine.add(upload);
  await expect.poll(() => started.length).toBe(1);
  return { engine, kept, started };
}

test('what was made of a file is what is kept and sent, under its place and type', async () => {
  const blob = new Blob(['a picture'], { type: 'image/png' });
  const place = { path: 'up/2026/', name: 'a.png', isShortened: false };
  const { engine, kept, started } = await stage({
    blob,
    mimetype: 'image/png',
    place,
    treatments: [{ kind: 'metadata-removed' }],
  });
  expect(kept).toEqual([blob]);
  const facts = { name: 'a.png', mimetype: 'image/png', sizeBytes: blob.size, wantsChunks: false };
  expect(started).toEqual([[facts, { location: 's3', path: 'up/2026/' }]]);
  expect(engine.views()).toMatchObject([
    { name: 'a.jpg', sizeBytes: blob.size, place, treatments: [{ kind: 'metadata-removed' }] },
  ]);
});

test('X1: an upload is still known by the file that it was made of', async () => {
  const { engine } = await stage({ blob: new Blob(['a picture']) });
  const [underway] = engine.underway();
  expect(underway?.sizeBytes).toBe(file.size);
  expect(await underway?.bytes()).toBe(file);
});

test('L1: what is asked for again with another size, before anything was sent of it, is sent in a plan of its own', async () => {
  const sizes: number[] = [];
  const webSource = { kind: 'file', url: 'https://host.example/x', pageUrl: '' } as const;
  const plan = planParts(5);
  const job = sampleJob({ webSource, plan, sizeBytes: 5, source: 'live', state: { name: 'staging' } });
  await startSampleEngine(systemClock, ({ journal, destinationFor }) => ({
    journal: { ...journal, open: async () => ({ ...(await journal.open()), jobs: [job] }) },
    readAgain: async () => ({ blob: new Blob(['seven b']) }),
    destinationFor: async (of) => ({
      ...(await destinationFor(of)),
      async start({ sizeBytes }) {
        sizes.push(sizeBytes);
        return await new Promise(() => undefined);
      },
    }),
  }));
  await expect.poll(() => sizes).toEqual([7]);
});
