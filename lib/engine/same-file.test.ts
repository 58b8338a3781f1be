import { expect, test } from 'vitest';
import { partRange } from '../core/part-plan.ts';
import { systemClock } from '../platform/system-clock.ts';
import { digestBytes } from './part-digest.ts';
import { createPartReaders } from './part-readers.ts';
import { compareFile, isUnchanged } from './same-file.ts';
import { sampleJob, samplePart } from './testing/sample-job.ts';

const readers = createPartReaders(systemClock);
const { plan: _none, ...unplanned } = sampleJob();
const job = sampleJob();
const original = 'hello world';
const fileOf = (text: string, name = job.name) => new File([text], name);

/** Parts 1 and 2 of three as they were stored of the original. */
async function storedParts() {
  const parts = [1, 2].map(async (partNumber) => {
    const { startByte, endByte } = partRange(
      { fileSizeBytes: 11, partSizeBytes: 5, partCount: 3 },
      partNumber,
    );
    const bytes = await new Blob([original]).slice(startByte, endByte).arrayBuffer();
    return samplePart(partNumber, { md5: (await digestBytes(bytes)).base64 });
  });
  return await Promise.all(parts);
}

test.each([
  ['the original', original, 'a.bin', 'same'],
  // Nothing of it was sent: as a whole it is the other file.
  ['one that differs only in what was not sent', 'hello worlD', 'a.bin', 'same'],
  ['one that differs in what was sent', 'hEllo world', 'a.bin', 'changed'],
  ['one of another size', 'hello', 'a.bin', 'other'],
  ['one of another name', original, 'b.bin', 'other'],
  ['an empty one', '', 'a.bin', 'other'],
])(
  'FC5 FC6: chosen again, %s is judged by name, size and every part that is stored',
  async (_what, text, name, verdict) => {
    expect(await compareFile(job, await storedParts(), fileOf(text, name), readers)).toBe(verdict);
  },
);

test('FC1: while nothing was taken of a file, it may be chosen again as it is now', async () => {
  expect(await compareFile(unplanned, [], fileOf('another size'), readers)).toBe('same');
  expect(await compareFile(unplanned, [], fileOf('another size', 'b.bin'), readers)).toBe('other');
});

test('FC5: one that can’t be read is not taken, though nothing is stored that it could be compared with', async () => {
  const broken = Object.assign(fileOf(original), {
    slice: () => ({ size: 1, arrayBuffer: () => Promise.reject(new DOMException('', 'NotReadableError')) }),
  });
  expect(await compareFile(job, [], broken, readers)).toBe('unreadable');
});

test('FC5: beside parts that were sent unchecked no file can be proven to be the same', async () => {
  const [first] = await storedParts();
  const { md5: _none, ...unchecked } = samplePart(2);
  expect(
    await compareFile(job, first === undefined ? [] : [first, unchecked], fileOf(original), readers),
  ).toBe('unproven');
  expect(await compareFile(job, [unchecked], fileOf(original, 'b.bin'), readers)).toBe('other');
  expect(await isUnchanged(job, [unchecked], fileOf('hellO world'), readers)).toBe(true);
});

test('FC4: a live file is the same until its end only when all its bytes still are', async () => {
  const parts = await storedParts();
  expect(await isUnchanged(job, parts, fileOf(original), readers)).toBe(true);
  expect(await isUnchanged(job, parts, fileOf('hellO world'), readers)).toBe(false);
});
