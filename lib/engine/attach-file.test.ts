import { expect, test } from 'vitest';
import { defaultPictureOptions } from '../core/picture-options.ts';
import { systemClock } from '../platform/system-clock.ts';
import { attachFile } from './attach-file.ts';
import type { EnginePorts } from './engine-ports.ts';
import { createEntry } from './job-entry.ts';
import { digestBytes } from './part-digest.ts';
import { createPartReaders } from './part-readers.ts';
import { sampleJob, samplePart } from './testing/sample-job.ts';

const state = { name: 'waiting', reason: 'file', resumeAt: 'queued' } as const;
const pictures = { ...defaultPictureOptions, removesMetadata: true };
const whole = 'HELLO WORLD and where it was taken';

/** A preparer that takes the end off a file, and a journal in which the first part of what is left is stored. */
async function createPorts(): Promise<Pick<EnginePorts, 'journal' | 'readers' | 'prepare'>> {
  const { base64 } = await digestBytes(await new Blob(['HELLO']).arrayBuffer());
  const parts = [samplePart(1, { md5: base64 })];
  const unused = async (): Promise<never> => {
    throw new Error('not asked for');
  };
  return {
    journal: {
      open: unused,
      commit: unused,
      restore: unused,
      listFinished: unused,
      findStored: unused,
      readFinished: unused,
      listOutdated: unused,
      listParts: async () => parts,
    },
    readers: createPartReaders(systemClock),
    prepare: async (_job, { blob }) => ({ blob: blob.slice(0, 11) }),
  };
}

test('FC5: a picture that is given again is compared, and sent, as what was made of it', async () => {
  const entry = createEntry(sampleJob({ state, pictures }));
  const file = new File([whole], 'a.bin');
  expect(await attachFile(entry, file, await createPorts())).toBe('same');
  expect(await entry.liveBlob?.text()).toBe('HELLO WORLD');
});

test('FC5: one of which something else is made is another file', async () => {
  const entry = createEntry(sampleJob({ state, pictures }));
  const file = new File(['hello WORLD and where it was taken'], 'a.bin');
  expect(await attachFile(entry, file, await createPorts())).toBe('changed');
  expect(entry.liveBlob).toBeUndefined();
});

test('FC5: one that can’t be prepared any more is not sent as it is', async () => {
  const entry = createEntry(sampleJob({ state, pictures }));
  const prepare = async (): Promise<never> => {
    throw new Error('it can’t');
  };
  const verdict = await attachFile(entry, new File([whole], 'a.bin'), { ...(await createPorts()), prepare });
  expect(verdict).toBe('unreadable');
  expect(entry.liveBlob).toBeUndefined();
});
