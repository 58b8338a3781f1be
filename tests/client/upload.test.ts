import { openAsBlob } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { init } from '../../lib/client/init.ts';
import { sampleBytes } from '../gateway/gateway-client.ts';
import { API_KEY, type ClientBench, openClientBench, policyOf } from './client-bench.ts';

const MIB = 1024 ** 2;

let bench: ClientBench;
beforeAll(async () => {
  bench = await openClientBench();
});
afterEach(() => bench.proxy.reset());
afterAll(() => bench.close());

describe('the client in Node', () => {
  const bytes = sampleBytes(1000);

  test.each<[string, () => Parameters<typeof bench.client.upload>[0]]>([
    ['a File', () => new File([bytes], 'n.bin')],
    ['a Blob', () => new Blob([bytes])],
    ['an ArrayBuffer', () => new Uint8Array(bytes).buffer],
    ['a typed array that is a part of its buffer', () => new Uint8Array([0, ...bytes, 0]).subarray(1, 1001)],
    ['a Buffer', () => bytes],
    ['a data: address', () => `data:application/x.a-1;base64,${bytes.toString('base64')}`],
    ['base64', () => bytes.toString('base64')],
    ['a file with a name of its own', () => ({ file: new Blob([bytes]), name: 'other.bin' })],
  ])('uploads %s', async (_title, input) => {
    const file = await bench.client.upload(input());
    expect(await bench.isStored(file, bytes)).toBe(true);
    expect(file).toMatchObject({ size: 1000, status: 'Stored', container: bench.endpoint.s3.bucket });
  });

  test.each([
    ['one part', 5 * MIB, 1],
    ['one part and a byte', 5 * MIB + 1, 2],
    ['12 MiB', 12 * MIB, 3],
  ])('uploads %s in parts of 5 MiB', async (_title, sizeBytes, parts) => {
    const large = sampleBytes(sizeBytes);
    const file = await bench.client.upload(large);
    expect(await bench.isStored(file, large)).toBe(true);
    expect(bench.asked('put')).toHaveLength(parts);
  });

  test('gives back what is known of the stored file', async () => {
    const file = await bench.client.upload(
      new File(['x'], 'a.txt'),
      { tags: { season: 'winter' } },
      { path: 'folder/', altText: 'a letter', workflows: ['workflow-1', { id: 'workflow-2' }] },
    );
    expect(file).toEqual({
      handle: expect.stringMatching(/^[A-Za-z0-9]{20}$/),
      url: expect.stringContaining(file.handle),
      filename: 'a.txt',
      size: 1,
      mimetype: 'text/plain',
      container: bench.endpoint.s3.bucket,
      key: expect.stringMatching(/^folder\/.*_a\.txt$/),
      status: 'Stored',
      uploadTags: { season: 'winter' },
      workflows: ['workflow-1', 'workflow-2'],
      alt: 'a letter',
    });
  });

  test('reads a file on disk part by part, and refuses it when it is overwritten meanwhile', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'client-'));
    const path = join(folder, 'a.bin');
    try {
      await writeFile(path, sampleBytes(6 * MIB));
      const whole = await bench.client.upload(await openAsBlob(path));
      expect(await bench.isStored(whole, sampleBytes(6 * MIB))).toBe(true);

      const hold = bench.proxy.hold({ step: 'start' }, 'answer');
      const upload = bench.client.upload(await openAsBlob(path), {}, { mimetype: 'a/b' });
      const outcome = expect(upload).rejects.toMatchObject({
        code: 'source-gone',
        details: { step: 'read' },
      });
      await hold.arrived;
      await writeFile(path, sampleBytes(6 * MIB, 2));
      hold.release();
      await outcome;
    } finally {
      await rm(folder, { recursive: true });
    }
  });

  test('several at once share nothing: one that is refused harms no other', async () => {
    bench.proxy.inject({ match: { step: 'put', file: 'bad.bin' }, do: { kind: 'status', status: 400 } });
    const names = ['a.bin', 'bad.bin', 'b.bin'];
    const data = names.map((_, index) => sampleBytes(6 * MIB, index + 1));
    const outcomes = await Promise.allSettled(
      data.map((one, index) => bench.client.upload(one, {}, { filename: names[index] ?? '' })),
    );
    expect(outcomes.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled']);
    for (const [index, outcome] of outcomes.entries()) {
      if (outcome.status === 'fulfilled')
        expect(await bench.isStored(outcome.value, data[index] ?? Buffer.alloc(0))).toBe(true);
    }
  });

  test.each([
    ['beside the key', (security: ReturnType<typeof policyOf>) => security],
    ['as `security`', (security: ReturnType<typeof policyOf>) => ({ security })],
  ])('sends the policy and signature that are given %s', async (_title, config) => {
    const secured = init(API_KEY, {
      apiUrl: `${bench.securedUrl}/`,
      ...config(policyOf({ call: ['pick', 'store'] })),
    });
    const file = await secured.upload(bytes);
    expect(await bench.isStored(file, bytes)).toBe(true);
  });
});
