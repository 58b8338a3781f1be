import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { StoredFile, StoredPart, UploadSession } from '../../core/job.ts';
import { type PartPlan, partRange, planParts } from '../../core/part-plan.ts';
import type { StoreOptions } from '../../core/store-options.ts';
import type { Destination, FileFacts, PutAnswer, Transport } from '../ports.ts';
import { blobDigest } from './blob-digest.ts';

/** A destination with its provider and the way to its store. */
export interface DestinationBench {
  readonly destination: Destination;
  readonly transport: Transport;
  /** A destination with a key that the provider does not know. */
  readonly stranger: Destination;
  /** A destination that never gets an answer. */
  readonly silent: Destination;
  /** The bytes of a stored file, as its provider hands them out; undefined when there is no such file. */
  read(file: StoredFile): Promise<Uint8Array | undefined>;
  close(): Promise<void>;
}

const PART_BYTES = 5 * 1024 ** 2;
const store: StoreOptions = { location: 's3', path: 'contract/' };
const live = () => new AbortController().signal;

/** A file of two parts, and how it is cut. */
interface Sample {
  readonly facts: FileFacts;
  readonly plan: PartPlan;
  readonly blob: Blob;
}

const sampleBytes = Uint8Array.from(
  { length: PART_BYTES + 7 },
  (_, index) => (index * 31 + (index >> 12)) % 256,
);

function sampleFile(name = 'two parts ü.bin', sizeBytes = sampleBytes.length): Sample {
  const facts = { name, sizeBytes, mimetype: 'application/octet-stream' };
  return { facts, plan: planParts(sizeBytes), blob: new Blob([sampleBytes.subarray(0, sizeBytes)]) };
}

/** What every `Destination` must do, the double as the real one. */
export function describeDestination(title: string, startBench: () => Promise<DestinationBench>): void {
  describe(`${title} as a destination`, () => {
    let bench: DestinationBench;
    beforeAll(async () => {
      bench = await startBench();
    });
    afterAll(() => bench.close());

    /** Signs one part and sends what is given. */
    async function sendPart(
      session: UploadSession,
      { plan, blob }: Sample,
      partNumber: number,
      body?: Blob,
    ): Promise<{ readonly part: StoredPart; readonly answer: PutAnswer }> {
      const { startByte, endByte, sizeBytes } = partRange(plan, partNumber);
      const planned = blob.slice(startByte, endByte);
      const { base64: md5 } = await blobDigest(planned);
      const part = { partNumber, sizeBytes, md5 };
      const { url, headers } = await bench.destination.signPart(session, store, part, live());
      const put = { url, headers: { 'Content-MD5': md5, ...headers } };
      const answer = await bench.transport.put(put, body ?? planned, 30_000, live());
      return { part: { ...part, etag: answer.etag ?? '' }, answer };
    }

    async function sendAll(session: UploadSession, sample: Sample): Promise<readonly StoredPart[]> {
      const parts: StoredPart[] = [];
      for (let number = 1; number <= sample.plan.partCount; number += 1) {
        parts.push((await sendPart(session, sample, number)).part);
      }
      return parts;
    }

    const start = (sample: Sample) => bench.destination.start(sample.facts, store, live());

    const complete = (session: UploadSession, sample: Sample, parts: readonly StoredPart[]) =>
      bench.destination.complete(session, sample.facts, store, parts, live());

    async function bytesOf(file: StoredFile | 'pending'): Promise<Uint8Array> {
      if (file === 'pending') throw new Error('the file is not assembled yet');
      const bytes = await bench.read(file);
      if (bytes === undefined) throw new Error('there is no such file');
      return bytes;
    }

    test('a file that is started, sent in parts and completed is stored byte by byte', async () => {
      const sample = sampleFile();
      const session = await start(sample);
      const file = await complete(session, sample, await sendAll(session, sample));
      expect(file).toMatchObject({
        handle: expect.stringMatching(/./),
        url: expect.stringMatching(/^https?:/),
      });
      const expected = new Uint8Array(await sample.blob.arrayBuffer());
      expect(Buffer.compare(await bytesOf(file), expected)).toBe(0);
    });

    test('N3: a part that is sent again, or out of order, is stored once', async () => {
      const sample = sampleFile();
      const session = await start(sample);
      const { part: second } = await sendPart(session, sample, 2);
      await sendPart(session, sample, 1);
      const { part: first } = await sendPart(session, sample, 1);
      const file = await complete(session, sample, [first, second]);
      expect((await bytesOf(file)).length).toBe(sample.facts.sizeBytes);
    });

    test('N4 A19: completing again gives the same file', async () => {
      const sample = sampleFile('again.bin', 11);
      const session = await start(sample);
      const parts = await sendAll(session, sample);
      const file = await complete(session, sample, parts);
      expect(await complete(session, sample, parts)).toEqual(file);
    });

    test('X7 X8: uploads at the same time, also of one name, are different files', async () => {
      const [one, other] = [sampleFile('same.bin', 11), sampleFile('same.bin', 12)];
      const [first, second] = [await start(one), await start(other)];
      expect(first.uploadId).not.toBe(second.uploadId);
      const [firstParts, secondParts] = [await sendAll(first, one), await sendAll(second, other)];
      const secondFile = await complete(second, other, secondParts);
      const firstFile = await complete(first, one, firstParts);
      expect((await bytesOf(firstFile)).length).toBe(11);
      expect((await bytesOf(secondFile)).length).toBe(12);
    });

    test('a store answers a part with the MD5 of its bytes as ETag', async () => {
      const sample = sampleFile('etag.bin', 11);
      const { answer } = await sendPart(await start(sample), sample, 1);
      expect(answer).toMatchObject({ status: 200, etag: (await blobDigest(sample.blob)).hex });
    });

    test('other bytes than were signed are refused by the store', async () => {
      const sample = sampleFile('other bytes.bin', 11);
      const { answer } = await sendPart(await start(sample), sample, 1, new Blob(['other bytes']));
      expect(answer.status).toBe(400);
      expect(answer.body).toContain('<Code>BadDigest</Code>');
    });

    test('an address serves for the headers that it was signed with only', async () => {
      const sample = sampleFile('headers.bin', 11);
      const session = await start(sample);
      const { base64: md5 } = await blobDigest(sample.blob);
      const part = { partNumber: 1, sizeBytes: 11, md5 };
      const { url } = await bench.destination.signPart(session, store, part, live());
      const other = new Blob(['other bytes']);
      const put = { url, headers: { 'Content-MD5': (await blobDigest(other)).base64 } };
      expect((await bench.transport.put(put, other, 30_000, live())).status).toBe(403);
    });

    test('a part may be signed as often as it is tried', async () => {
      const sample = sampleFile('signed twice.bin', 11);
      const session = await start(sample);
      const part = { partNumber: 1, sizeBytes: 11, md5: (await blobDigest(sample.blob)).base64 };
      for (let time = 0; time < 2; time += 1) {
        const { url, headers } = await bench.destination.signPart(session, store, part, live());
        const put = { url, headers: { 'Content-MD5': part.md5, ...headers } };
        expect((await bench.transport.put(put, sample.blob, 30_000, live())).status).toBe(200);
      }
    });

    const wrongLists: readonly [string, (first: StoredPart, second: StoredPart) => readonly StoredPart[]][] =
      [
        ['a part is missing', (first) => [first]],
        ['parts are listed with a gap', (_first, second) => [second]],
        [
          'a part is listed that was never sent',
          (first, second) => [first, second, { ...second, partNumber: 3 }],
        ],
        ['a part is listed with the ETag of other bytes', (first) => [first, { ...first, partNumber: 2 }]],
      ];
    test.each(wrongLists)(
      'F7: a file is not completed when %s, and can be afterwards',
      async (_title, listed) => {
        const sample = sampleFile();
        const session = await start(sample);
        const { part: first } = await sendPart(session, sample, 1);
        const { part: second } = await sendPart(session, sample, 2);
        const refused = complete(session, sample, listed(first, second));
        await expect(refused).rejects.toMatchObject({ name: 'UploadError', code: 'rejected' });
        const file = await complete(session, sample, [first, second]);
        expect((await bytesOf(file)).length).toBe(sample.facts.sizeBytes);
      },
    );

    test('an empty file is refused with the words of the provider', async () => {
      const refused = start({ ...sampleFile(), facts: { name: 'e', sizeBytes: 0, mimetype: '' } });
      await expect(refused).rejects.toMatchObject({
        name: 'UploadError',
        code: 'rejected',
        details: { step: 'start', status: 400, serverText: expect.stringContaining('empty') },
      });
    });

    test('an upload that the provider does not know is gone', async () => {
      const sample = sampleFile('unknown.bin', 11);
      const known = await start(sample);
      const session = { ...known, uploadId: `${known.uploadId.slice(0, -3)}000` };
      const part = { partNumber: 1, sizeBytes: 11, md5: (await blobDigest(sample.blob)).base64 };
      const gone = { name: 'UploadError', code: 'upload-gone', details: { status: 404 } };
      await expect(bench.destination.signPart(session, store, part, live())).rejects.toMatchObject(gone);
      await expect(complete(session, sample, [{ ...part, etag: 'x' }])).rejects.toMatchObject(gone);
    });

    test('A8: a key that is not known is refused with the words of the provider', async () => {
      const refused = bench.stranger.start(sampleFile().facts, store, live());
      await expect(refused).rejects.toMatchObject({
        name: 'UploadError',
        code: 'rejected',
        details: { step: 'start', status: 400, serverText: 'Invalid API key' },
      });
    });

    const smallPart = { partNumber: 1, sizeBytes: 11, md5: 'XUFAKrxLKna5cZ2REBfFkg==' };
    /** Every call of the port, made with one signal. */
    const calls = (
      { start, signPart, signChunk, commitPart, complete, abort, remove }: Destination,
      signal: AbortSignal,
      session: UploadSession,
    ) => [
      start(sampleFile().facts, store, signal),
      signPart(session, store, smallPart, signal),
      ...(signChunk ? [signChunk(session, store, { ...smallPart, offsetBytes: 0 }, signal)] : []),
      ...(commitPart ? [commitPart(session, sampleFile().facts, store, 1, signal)] : []),
      complete(session, sampleFile().facts, store, [], signal),
      ...(abort ? [abort(session, signal)] : []),
      ...(remove ? [remove({ handle: 'notThere' }, signal)] : []),
    ];
    const cancelled = { status: 'rejected', reason: { name: 'UploadError', code: 'cancelled' } };

    test('a call that is aborted before it begins is cancelled', async () => {
      const session = await start(sampleFile('aborted.bin', 11));
      const outcomes = await Promise.allSettled(calls(bench.destination, AbortSignal.abort(), session));
      for (const outcome of outcomes) expect(outcome).toMatchObject(cancelled);
    });

    test('a call that is aborted while it waits is cancelled, whatever the reason', async () => {
      const session = await start(sampleFile('aborted.bin', 11));
      const abort = new AbortController();
      const settled = Promise.allSettled(calls(bench.silent, abort.signal, session));
      abort.abort(new DOMException('looks like another error', 'TimeoutError'));
      for (const outcome of await settled) expect(outcome).toMatchObject(cancelled);
    });

    test('a file that was removed is gone from the store and others are not, where one can be removed', async () => {
      const { destination } = bench;
      if (destination.remove === undefined) return;
      const samples = [sampleFile('removed.bin', 11), sampleFile('kept.bin', 12)];
      const [removed, kept] = await Promise.all(
        samples.map(async (sample) => {
          const session = await start(sample);
          return await complete(session, sample, await sendAll(session, sample));
        }),
      );
      if (removed === undefined || removed === 'pending' || kept === undefined) throw new Error('not stored');
      await destination.remove(removed, live());
      expect(await bench.read(removed)).toBeUndefined();
      expect((await bytesOf(kept)).length).toBe(12);
    });

    test('a file that is gone already may be removed again, where one can be removed', async () => {
      const { destination } = bench;
      if (destination.remove === undefined) return;
      const sample = sampleFile('removed twice.bin', 11);
      const session = await start(sample);
      const file = await complete(session, sample, await sendAll(session, sample));
      if (file === 'pending') throw new Error('not stored');
      await destination.remove(file, live());
      await expect(destination.remove(file, live())).resolves.toBeUndefined();
    });

    test('an upload that was discarded is gone, where it can be discarded', async () => {
      const { destination } = bench;
      if (destination.abort === undefined) return;
      const sample = sampleFile('discarded.bin', 11);
      const session = await start(sample);
      const parts = await sendAll(session, sample);
      await destination.abort(session, live());
      await expect(complete(session, sample, parts)).rejects.toMatchObject({ code: 'upload-gone' });
    });
  });
}
