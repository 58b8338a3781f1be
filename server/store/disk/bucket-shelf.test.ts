import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type BucketShelf, openBucketShelf } from './bucket-shelf.ts';
import type { ObjectRecord } from './object-record.ts';

let folder: string;
let shelf: BucketShelf;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'shelf-'));
  shelf = await openBucketShelf(folder);
});
afterEach(() => rm(folder, { recursive: true }));

const empty = (key: string): ObjectRecord => ({
  ...{ key, headers: {}, access: 'private', sizeBytes: 0, etag: '', modifiedAtMs: 0, parts: [] },
});
const anything = () => undefined;

describe('a bucket', () => {
  it('made twice at once is one, and what is put in it stays', async () => {
    const [one, other] = await Promise.all([shelf.create('b', 1), shelf.create('b', 2)]);
    await one.objects.commit(empty('k'), anything);
    expect(other.objects.keys).toEqual(['k']);
    expect(shelf.get('b')?.objects.keys).toEqual(['k']);
  });

  it('is not removed under an object that is being written', async () => {
    const bucket = await shelf.create('b', 1);
    const writing = bucket.objects.commit(empty('k'), anything);
    expect(await shelf.remove('b')).toBe(false);
    await writing;
    expect((await openBucketShelf(folder)).get('b')?.objects.keys).toEqual(['k']);
  });

  it('takes nothing any more once it is being removed, and can be made anew', async () => {
    const bucket = await shelf.create('b', 1);
    const removing = shelf.remove('b');
    const making = shelf.create('b', 2);
    await expect(removing.then(() => bucket.objects.commit(empty('k'), anything))).rejects.toThrow('bucket');
    const next = await making;
    await next.objects.commit(empty('k'), anything);
    expect((await openBucketShelf(folder)).get('b')?.objects.keys).toEqual(['k']);
  });
});
