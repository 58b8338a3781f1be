import type { HTTPRequest } from 'puppeteer';
import * as v from 'valibot';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { CHUNK_PREFIX } from '../../server/gateway/chunk-key.ts';
import { type ClientHarness, expectBytes, openClients, storedRecord } from './client-harness.ts';

const MIB = 1024 ** 2;

let harness: ClientHarness;
beforeAll(async () => {
  harness = await openClients();
});
afterAll(() => harness.close());

const sentSchema = v.object({
  fii: v.optional(v.boolean()),
  offset: v.optional(v.number()),
  part: v.optional(v.number()),
  parts: v.optional(v.array(v.unknown())),
});

/** A call of the client to the API, without what every call has. */
type SentCall = v.InferOutput<typeof sentSchema> & { readonly step: string };

/**
 * Uploads 17 MiB with filestack-js 4, whose PUTs the store refuses with 500 as often as is told.
 * @returns what it asked of the API
 */
async function upload(intelligent: boolean | 'fallback', refusedPuts: number): Promise<readonly SentCall[]> {
  const file = harness.addFile(17 * MIB);
  const calls: SentCall[] = [];
  let refused = 0;
  const follow = async (request: HTTPRequest): Promise<boolean> => {
    if (request.method() === 'POST') {
      const step = new URL(request.url()).pathname.split('/').at(-1) ?? '';
      calls.push({ step, ...v.parse(sentSchema, JSON.parse((await request.fetchPostData()) ?? '')) });
    }
    if (request.method() !== 'PUT' || refused === refusedPuts) return false;
    refused += 1;
    await request.respond({ status: 500, headers: { 'access-control-allow-origin': '*' } });
    return true;
  };
  const outcome = await harness.drive(
    'filestack-js-4',
    {
      action: 'upload',
      files: [{ url: file.url, name: 'n.bin', type: '' }],
      options: { path: harness.folder },
      intelligent,
    },
    follow,
  );
  const { key, id } = await storedRecord(harness, outcome);
  await expectBytes(harness, key, file.bytes);
  expect(await harness.keysUnder(`${CHUNK_PREFIX}${id}/`)).toEqual([]);
  return calls;
}

const callsOf = (calls: readonly SentCall[], step: string): readonly SentCall[] =>
  calls.filter((call) => call.step === step);

describe('filestack-js-4, unmodified,', () => {
  test.each([
    ['and no trouble', 0],
    ['and a store that refuses twice', 2],
  ])('stores a file by intelligent ingestion, %s', async (_name, refusedPuts) => {
    const calls = await upload(true, refusedPuts);
    expect(callsOf(calls, 'upload').every(({ fii, offset }) => fii === true && offset === 0)).toBe(true);
    expect(new Set(callsOf(calls, 'commit').map(({ part }) => part))).toEqual(new Set([1, 2, 3]));
    const [complete] = callsOf(calls, 'complete');
    expect([complete?.fii, complete?.parts]).toEqual([true, undefined]);
  });

  test('falls back to intelligent ingestion when the store refuses a part', async () => {
    const calls = await upload('fallback', 1);
    expect(callsOf(calls, 'upload').map(({ fii }) => fii ?? false)).toEqual(
      expect.arrayContaining([false, true]),
    );
    expect(callsOf(calls, 'commit').length).toBeGreaterThan(0);
    expect(callsOf(calls, 'complete')[0]?.fii).toBe(true);
  });

  test('stores a file as ever while it has nothing to fall back from', async () => {
    const calls = await upload('fallback', 0);
    expect(callsOf(calls, 'start')[0]?.fii).toBe(true);
    expect(callsOf(calls, 'commit')).toEqual([]);
    expect(callsOf(calls, 'complete')[0]?.parts).toHaveLength(3);
  });
});
