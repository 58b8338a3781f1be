import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { SignedPut, Transport } from '../ports.ts';
import type { ServerAnswer } from './fake-transport.ts';

/** A PUT as the server got it; names of headers in lower case. */
export interface ReceivedPut {
  readonly headers: Readonly<Record<string, string>>;
  readonly bytes: Uint8Array;
}

/** What an address does with a PUT: an answer, none, or one whose body never ends. */
export type PutBehaviour = ServerAnswer | 'silent' | 'endless';

/** One address of the server. */
export interface PutCase {
  readonly url: string;
  /** What arrived there so far. */
  readonly received: readonly ReceivedPut[];
  /** The first of it. */
  readonly first: Promise<ReceivedPut>;
}

/** A transport, and a server that it reaches. */
export interface TransportBench {
  readonly transport: Transport;
  /** Whether a redirect is followed, so that its answer must not be believed. */
  readonly followsRedirects: boolean;
  readonly tellsBytes: boolean;
  /** An address that does as it is told. */
  open(behaviour: PutBehaviour): PutCase;
  /** An address where nobody listens. */
  readonly refusedUrl: string;
  close(): Promise<void>;
}

const LONG_MS = 30_000;
const SHORT_MS = 50;
const MIB = 1024 ** 2;

/** What a store could count as signed, or use to know somebody: nothing of it may come from elsewhere. */
const tellingHeader = /^(content-(?!length$)|x-|authorization$|cookie$|referer$|if-|range$|expect$)/;

/** Bytes with no two alike MiB. */
function sampleBytes(sizeBytes: number): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(
    { length: sizeBytes },
    (_, index) => (index * 31 + (index >> 12) * 7 + (index >> 20)) % 256,
  );
}

/** What every `Transport` must do, the double as the real one. */
export function describeTransport(title: string, startBench: () => Promise<TransportBench>): void {
  describe(`${title} as a transport`, () => {
    let bench: TransportBench;
    beforeAll(async () => {
      bench = await startBench();
    });
    afterAll(() => bench.close());

    const live = () => new AbortController().signal;
    const put = (signed: SignedPut, { body = new Blob(['x']), limitMs = LONG_MS, signal = live() } = {}) =>
      bench.transport.put(signed, body, limitMs, signal);
    const putTo = ({ url }: PutCase) => put({ url, headers: {} });

    test('status, ETag and body of the answer come back', async () => {
      const there = bench.open({ status: 200, headers: { etag: '"abc"' }, body: '<Ok>ü</Ok>' });
      expect(await putTo(there)).toEqual({ status: 200, etag: 'abc', body: '<Ok>ü</Ok>' });
    });

    test.each([200, 201, 204, 304, 400, 403, 404, 408, 412, 429, 500, 501, 503])(
      '%i is an answer and not an error',
      async (status) => {
        expect(await putTo(bench.open({ status }))).toEqual({ status, etag: null, body: '' });
      },
    );

    test.each([
      ['"5d41402a"', '5d41402a'],
      ['5d41402a', '5d41402a'],
      ['W/"5d41402a"', '5d41402a'],
      ['"a-2"', 'a-2'],
      ['""', ''],
      ['"', '"'],
    ])('an ETag of %s is read as %s', async (etag, read) => {
      expect((await putTo(bench.open({ status: 200, headers: { etag } }))).etag).toBe(read);
    });

    test.each([
      ['nothing', 0],
      ['a byte', 1],
      ['3 MiB and a bit', 3 * MIB + 7],
    ])('a body of %s arrives whole and equal', async (_title, sizeBytes) => {
      const bytes = sampleBytes(sizeBytes);
      const there = bench.open({ status: 200 });
      await put({ url: there.url, headers: {} }, { body: new Blob([bytes]) });
      const [received] = there.received;
      expect(there.received).toHaveLength(1);
      expect(received?.bytes.length).toBe(sizeBytes);
      expect(Buffer.compare(received?.bytes ?? new Uint8Array(1), bytes)).toBe(0);
    });

    test('a slice arrives as that slice', async () => {
      const there = bench.open({ status: 200 });
      const body = new Blob([sampleBytes(1000)]).slice(300, 310);
      await put({ url: there.url, headers: {} }, { body });
      expect([...(await there.first).bytes]).toEqual([...sampleBytes(1000).slice(300, 310)]);
    });

    test('headers arrive exactly as given, and none beside them that a store could have signed', async () => {
      const headers = {
        'Content-MD5': 'XUFAKrxLKna5cZ2REBfFkg==',
        'Content-Type': 'text/plain',
        'x-amz-acl': 'private',
        Authorization: 'AWS4-HMAC-SHA256 Credential=a/b, SignedHeaders=host, Signature=c',
      };
      const there = bench.open({ status: 200 });
      await put({ url: there.url, headers });
      const received = Object.entries((await there.first).headers).filter(([name]) =>
        tellingHeader.test(name),
      );
      const given = Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]);
      expect(Object.fromEntries(received)).toEqual(Object.fromEntries(given));
    });

    test('the type of a blob is no header of its PUT', async () => {
      const there = bench.open({ status: 200 });
      await put({ url: there.url, headers: {} }, { body: new Blob(['x'], { type: 'image/png' }) });
      expect((await there.first).headers).not.toHaveProperty('content-type');
    });

    test('no cookies and no referrer are sent, and the address arrives with its query', async () => {
      const there = bench.open({ status: 200 });
      const answer = await put({ url: `${there.url}?partNumber=1&X-Amz-Signature=a%2Fb`, headers: {} });
      expect(answer.status).toBe(200);
      const { headers } = await there.first;
      expect(headers).not.toHaveProperty('cookie');
      expect(headers).not.toHaveProperty('referer');
    });

    test.each([301, 302, 303, 307, 308])('A22 N11: a redirect by %i is no success', async (status) => {
      const target = bench.open({ status: 200, headers: { etag: '"elsewhere"' } });
      const there = bench.open({ status, headers: { location: target.url } });
      const code = bench.followsRedirects ? 'protocol' : 'network';
      await expect(putTo(there)).rejects.toMatchObject({ name: 'UploadError', code });
      expect(target.received).toHaveLength(bench.followsRedirects ? 1 : 0);
    });

    test('N1: where nobody listens is an error of the network, which names the origin and not the address', async () => {
      const error: unknown = await put({
        url: `${bench.refusedUrl}?X-Amz-Signature=secret`,
        headers: {},
      }).catch((thrown: unknown) => thrown);
      const { origin } = new URL(bench.refusedUrl);
      expect(error).toMatchObject({ name: 'UploadError', code: 'network', details: { step: 'put', origin } });
      expect(JSON.stringify(error) + String(error)).not.toContain('secret');
    });

    test('what is aborted before it begins is never sent', async () => {
      const there = bench.open({ status: 200 });
      const sending = put({ url: there.url, headers: {} }, { signal: AbortSignal.abort() });
      await expect(sending).rejects.toMatchObject({ name: 'UploadError', code: 'cancelled' });
      expect(there.received).toEqual([]);
    });

    test.each(['silent', 'endless'] as const)(
      'an abort ends a PUT at once whose answer is %s, whatever its reason',
      async (behaviour) => {
        const there = bench.open(behaviour);
        const abort = new AbortController();
        const sending = put({ url: there.url, headers: {} }, { signal: abort.signal });
        const outcome = expect(sending).rejects.toMatchObject({ name: 'UploadError', code: 'cancelled' });
        await there.first;
        abort.abort(new DOMException('looks like another error', 'TimeoutError'));
        await outcome;
      },
    );

    test.each(['silent', 'endless'] as const)(
      'N5 N8: a PUT whose answer is %s ends by the stall limit',
      async (behaviour) => {
        const { url } = bench.open(behaviour);
        const sending = put({ url, headers: {} }, { limitMs: SHORT_MS });
        const details = { step: 'put', origin: new URL(url).origin };
        await expect(sending).rejects.toMatchObject({ name: 'UploadError', code: 'timeout', details });
      },
    );

    test.each([
      ['7', 7_000],
      ['0', 0],
      [' 120 ', 120_000],
      ['86400', 86_400_000],
    ])('A2: Retry-After: %s is read as seconds', async (header, retryAfterMs) => {
      const there = bench.open({ status: 503, headers: { 'retry-after': header } });
      expect(await putTo(there)).toMatchObject({ status: 503, retryAfterMs });
    });

    test('A2: Retry-After as a date is the time until then', async () => {
      const date = new Date(Date.now() + 120_000).toUTCString();
      const { retryAfterMs = 0 } = await putTo(bench.open({ status: 429, headers: { 'retry-after': date } }));
      expect(retryAfterMs).toBeGreaterThan(90_000);
      expect(retryAfterMs).toBeLessThanOrEqual(120_000);
    });

    test.each(['abc', '-1', '1e99', '1.5', 'Thu, 01 Jan 1970 00:00:00 GMT', '1234567890123'])(
      'A2: Retry-After: %s is as if there were none',
      async (header) => {
        const answer = await putTo(bench.open({ status: 503, headers: { 'retry-after': header } }));
        expect(answer).not.toHaveProperty('retryAfterMs');
      },
    );

    test('A11: an answer of 1 MiB is read, one of a byte more is refused', async () => {
      const whole = await putTo(bench.open({ status: 500, body: 'x'.repeat(MIB) }));
      expect(whole.body).toHaveLength(MIB);
      const tooLarge = putTo(bench.open({ status: 200, body: 'x'.repeat(MIB + 1) }));
      await expect(tooLarge).rejects.toMatchObject({ name: 'UploadError', code: 'protocol' });
    });

    test('bytes on the wire are told in rising order and to the last, or none at all', async () => {
      const sent: number[] = [];
      const body = new Blob([sampleBytes(3 * MIB)]);
      const { url } = bench.open({ status: 200 });
      await bench.transport.put({ url, headers: {} }, body, LONG_MS, live(), (bytes) => sent.push(bytes));
      expect(sent).toEqual([...sent].sort((a, b) => a - b));
      expect(sent.at(-1)).toBe(bench.tellsBytes ? body.size : undefined);
    });

    test('PUTs beside each other keep their answers and their aborts apart', async () => {
      const abort = new AbortController();
      const silent = bench.open('silent');
      const cancelled = put({ url: silent.url, headers: {} }, { signal: abort.signal });
      const outcome = expect(cancelled).rejects.toMatchObject({ code: 'cancelled' });
      const answers = [200, 403, 503].map((status) => putTo(bench.open({ status })));
      await silent.first;
      abort.abort();
      expect((await Promise.all(answers)).map(({ status }) => status)).toEqual([200, 403, 503]);
      await outcome;
    });
  });
}
