import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import type { Exchange } from '../faults/history.ts';
import { sampleBytes } from '../gateway/gateway-client.ts';
import { type ClientBench, openClientBench, quick } from './client-bench.ts';

const KIB = 1024;
const MIB = 1024 ** 2;
/** Smallest chunk of Filestack's. */
const FLOOR_BYTES = 32 * KIB;

let bench: ClientBench;
beforeAll(async () => {
  bench = await openClientBench();
});
afterEach(() => bench.proxy.reset());
afterAll(() => bench.close());

/** Every PUT of more bytes breaks off after so many. */
const breakAfter = (bytes: number, isConcerned: (exchange: Exchange) => boolean = () => true) =>
  bench.proxy.inject({
    match: (exchange) => exchange.step === 'put' && exchange.declaredBytes > bytes && isConcerned(exchange),
    do: { kind: 'reset', afterBytes: bytes },
  });

/** Sizes of the PUTs, in KiB, in the order of arrival. */
const putSizes = (part: number) =>
  bench
    .asked('put')
    .filter((put) => put.part === part)
    .map(({ declaredBytes }) => declaredBytes / KIB);

test('by intelligent ingestion parts are of 8 MiB, go whole on a good link, and are committed', async () => {
  const bytes = sampleBytes(17 * MIB);
  const file = await bench.client.upload(bytes, { intelligent: true });
  expect(await bench.isStored(file, bytes)).toBe(true);
  expect(bench.asked('start')[0]?.sent).toMatchObject({ fii: true });
  const signed = bench
    .asked('upload')
    .map(({ part, sent }) => [part, sent['fii'], sent['offset'], sent['size']]);
  expect(signed.sort()).toEqual([
    [1, true, 0, 8 * MIB],
    [2, true, 0, 8 * MIB],
    [3, true, 0, MIB],
  ]);
  const commits = bench.asked('commit').map(({ part, sent }) => [part, sent['size']]);
  expect(commits.sort()).toEqual([1, 2, 3].map((part) => [part, bytes.length]));
  const [complete] = bench.asked('complete');
  expect(complete?.sent).toMatchObject({ fii: true });
  expect(complete?.sent).not.toHaveProperty('parts');
});

test('over a link that breaks after 40 KiB chunks shrink to 32 KiB, and each byte arrives once', async () => {
  const bytes = sampleBytes(256 * KIB + 1);
  breakAfter(40 * KIB);
  const retries: number[] = [];
  const onRetry = (attempt: number) => void retries.push(attempt);
  const file = await bench.client.upload(bytes, { intelligent: true, onRetry });
  expect(await bench.isStored(file, bytes)).toBe(true);
  expect(retries).toEqual([]);
  const broken = bench.asked('put').filter(({ end }) => end !== 'answered');
  expect(broken.map(({ declaredBytes }) => Math.floor(declaredBytes / KIB))).toEqual([256, 128, 64]);
  const arrived = bench.asked('put').filter(({ status }) => status === 200);
  expect(Math.max(...arrived.map(({ declaredBytes }) => declaredBytes))).toBeLessThanOrEqual(40 * KIB);
  expect(arrived.reduce((sum, { receivedBytes }) => sum + receivedBytes, 0)).toBe(bytes.length);
});

test('a chunk that keeps failing shrinks down to 32 KiB and no further; then the part has failed', async () => {
  bench.proxy.inject({ match: { step: 'put' }, do: { kind: 'status', status: 500 } });
  const retries: number[] = [];
  const upload = bench.client.upload(sampleBytes(MIB), {
    intelligent: true,
    retryOptions: { ...quick, retries: 2 },
    onRetry: (attempt) => void retries.push(attempt),
  });
  await expect(upload).rejects.toMatchObject({ code: 'server', details: { step: 'put', status: 500 } });
  // Once for each of the two retries, too: what was learnt of the link is kept.
  expect(putSizes(1)).toEqual([1024, 512, 256, 128, 64, 32, 32, 32]);
  expect(retries).toEqual([1, 2]);
  const asked = bench.asked('upload').map(({ sent }) => Number(sent['size']));
  expect(Math.min(...asked)).toBe(FLOOR_BYTES);
  expect(bench.asked('commit')).toEqual([]);
  expect(bench.asked('complete')).toEqual([]);
});

test('as a fallback only the part that broke goes in chunks', async () => {
  const bytes = sampleBytes(17 * MIB);
  breakAfter(2 * MIB, ({ part }) => part === 2);
  const file = await bench.client.upload(bytes, { intelligent: 'fallback' });
  expect(await bench.isStored(file, bytes)).toBe(true);
  expect(bench.asked('start')[0]?.sent).toMatchObject({ fii: true });
  expect([1, 2, 3].map(putSizes)).toEqual([[8192], [8192, 4096, 2048, 2048, 2048, 2048], [1024]]);
  expect(bench.asked('commit').map(({ part }) => part)).toEqual([2]);
  const listed = [{ part_number: 1 }, { part_number: 3 }];
  expect(bench.asked('complete')[0]?.sent).toMatchObject({ fii: true, parts: listed });
});

test.each([true, 'fallback' as const])(
  'where the server does not offer it, %s gets whole parts that are retried whole',
  async (intelligent) => {
    const bytes = sampleBytes(9 * MIB);
    bench.proxy.inject(
      {
        match: { step: 'start' },
        do: { kind: 'edit', edit: ({ upload_type: _offer, ...answer }) => answer },
      },
      { match: { step: 'put', part: 1 }, times: 1, do: { kind: 'status', status: 500 } },
    );
    const file = await bench.client.upload(bytes, { intelligent, retryOptions: quick });
    expect(await bench.isStored(file, bytes)).toBe(true);
    expect(bench.asked('start')[0]?.sent).toMatchObject({ fii: true });
    expect([1, 2].map(putSizes)).toEqual([[8192, 8192], [1024]]);
    for (const { sent } of [...bench.asked('upload'), ...bench.asked('complete')]) {
      expect(sent).not.toHaveProperty('fii');
      expect(sent).not.toHaveProperty('offset');
    }
    expect(bench.asked('commit')).toEqual([]);
    expect(bench.asked('complete')[0]?.sent['parts']).toHaveLength(2);
  },
);
