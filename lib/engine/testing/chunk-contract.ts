import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { StoredFile, StoredPart, UploadSession } from '../../core/job.ts';
import { partRange, planParts } from '../../core/part-plan.ts';
import type { StoreOptions } from '../../core/store-options.ts';
import type { Destination } from '../ports.ts';
import { blobDigest } from './blob-digest.ts';
import type { DestinationBench } from './destination-contract.ts';

const KIB = 1024;
const store: StoreOptions = { location: 's3', path: 'contract/' };
const live = () => new AbortController().signal;

const bytes = Uint8Array.from({ length: 5 * KIB ** 2 + 100 * KIB }, (_, n) => (n * 31 + (n >> 12)) % 256);
const facts = { name: 'chunks.bin', sizeBytes: bytes.length, mimetype: 'application/octet-stream' };
const plan = planParts(bytes.length);
const bytesOfPart = (partNumber: number) => {
  const { startByte, endByte } = partRange(plan, partNumber);
  return bytes.subarray(startByte, endByte);
};

/** What every `Destination` must do that takes parts in chunks. */
export function describeChunks(title: string, startBench: () => Promise<DestinationBench>): void {
  describe(`${title} as a destination that takes chunks`, () => {
    let bench: DestinationBench;
    beforeAll(async () => {
      bench = await startBench();
    });
    afterAll(() => bench.close());

    function chunkCalls({ signChunk, commitPart }: Destination) {
      if (signChunk === undefined || commitPart === undefined) throw new Error('it takes no chunks');
      return { signChunk, commitPart };
    }

    const start = () => bench.destination.start({ ...facts, wantsChunks: true }, store, live());

    async function sendChunk(
      session: UploadSession,
      partNumber: number,
      offsetBytes: number,
      chunk: Uint8Array<ArrayBuffer>,
    ): Promise<void> {
      const body = new Blob([chunk]);
      const { base64: md5 } = await blobDigest(body);
      const { signChunk } = chunkCalls(bench.destination);
      const named = { partNumber, offsetBytes, sizeBytes: chunk.length, md5 };
      const { url, headers } = await signChunk(session, store, named, live());
      const put = { url, headers: { 'Content-MD5': md5, ...headers } };
      expect((await bench.transport.put(put, body, 30_000, live())).status).toBe(200);
    }

    /** Sends a part in chunks of a size, and gives it as it is listed. */
    async function sendChunks(
      session: UploadSession,
      partNumber: number,
      chunkBytes: number,
    ): Promise<StoredPart> {
      const part = bytesOfPart(partNumber);
      for (let offset = 0; offset < part.length; offset += chunkBytes) {
        await sendChunk(session, partNumber, offset, part.subarray(offset, offset + chunkBytes));
      }
      const { base64: md5 } = await blobDigest(new Blob([part]));
      return { partNumber, sizeBytes: part.length, md5 };
    }

    const commit = (session: UploadSession, partNumber: number) =>
      chunkCalls(bench.destination).commitPart(session, facts, store, partNumber, live());

    async function expectStored(session: UploadSession, parts: readonly StoredPart[]): Promise<StoredFile> {
      const file = await bench.destination.complete(session, facts, store, parts, live());
      if (file === 'pending') throw new Error('the file is not assembled yet');
      const read = await bench.read(file);
      expect(read && Buffer.compare(read, bytes)).toBe(0);
      return file;
    }

    test('chunks are offered to whom asks for them, and to nobody else', async () => {
      expect((await start()).isIntelligent).toBe(true);
      expect((await bench.destination.start(facts, store, live())).isIntelligent).toBeUndefined();
    });

    test('a file whose parts came in chunks is stored byte by byte, and completing again gives the same', async () => {
      const session = await start();
      const parts = [await sendChunks(session, 1, 1024 * KIB), await sendChunks(session, 2, 32 * KIB)];
      for (const { partNumber } of parts) await commit(session, partNumber);
      const file = await expectStored(session, parts);
      expect(await bench.destination.complete(session, facts, store, parts, live())).toEqual(file);
      await commit(session, 1);
    });

    test('N3: chunks that were sent again in other sizes, and a commit that was asked again, do no harm', async () => {
      const session = await start();
      await sendChunks(session, 1, 3000 * KIB);
      const parts = [await sendChunks(session, 1, 1500 * KIB), await sendChunks(session, 2, 100 * KIB)];
      for (const partNumber of [1, 2, 1]) await commit(session, partNumber);
      await expectStored(session, parts);
    });

    test('parts of one upload may come whole and in chunks', async () => {
      const session = await start();
      const second = await sendChunks(session, 2, 32 * KIB);
      await commit(session, 2);
      const body = new Blob([bytesOfPart(1)]);
      const { base64: md5 } = await blobDigest(body);
      const first = { partNumber: 1, sizeBytes: body.size, md5 };
      const { url, headers } = await bench.destination.signPart(session, store, first, live());
      const put = { url, headers: { 'Content-MD5': md5, ...headers } };
      const { etag } = await bench.transport.put(put, body, 30_000, live());
      await expectStored(session, [{ ...first, etag: etag ?? '' }, second]);
    });

    test('F7: a part with a hole is not committed, and a file with such a part not completed', async () => {
      const session = await start();
      const part = bytesOfPart(2);
      await sendChunk(session, 2, 0, part.subarray(0, 32 * KIB));
      await sendChunk(session, 2, 64 * KIB, part.subarray(64 * KIB));
      await expect(commit(session, 2)).rejects.toMatchObject({
        name: 'UploadError',
        code: 'rejected',
        details: { step: 'commit', serverText: expect.stringContaining('Chunks missing') },
      });
      const first = await sendChunks(session, 1, bytes.length);
      await commit(session, 1);
      const { base64: md5 } = await blobDigest(new Blob([part]));
      const parts = [first, { partNumber: 2, sizeBytes: part.length, md5 }];
      const refused = bench.destination.complete(session, facts, store, parts, live());
      await expect(refused).rejects.toMatchObject({ code: 'rejected' });
      await sendChunk(session, 2, 32 * KIB, part.subarray(32 * KIB, 64 * KIB));
      await commit(session, 2);
      await expectStored(session, parts);
    });

    test('an upload that the provider does not know is gone', async () => {
      const known = await start();
      const session = { ...known, uploadId: `${known.uploadId.slice(0, -3)}000` };
      const gone = { name: 'UploadError', code: 'upload-gone', details: { status: 404 } };
      await expect(sendChunks(session, 1, bytes.length)).rejects.toMatchObject(gone);
      await expect(commit(session, 1)).rejects.toMatchObject(gone);
    });
  });
}
