import type { HTTPRequest } from 'puppeteer';
import * as v from 'valibot';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { SignedPolicy } from '../../server/gateway/policy.ts';
import { type ClientHarness, openClients, policyOf } from './client-harness.ts';
import type { Outcome } from './client-page.ts';

const MIB = 1024 ** 2;
const clientNames = ['filestack-js-4', 'filestack-js-0'] as const;

let harness: ClientHarness;
beforeAll(async () => {
  harness = await openClients();
});
beforeEach(async () => {
  await harness.takeRecords();
});
afterAll(() => harness.close());

/** No object, no record of a handle, and no client that was told otherwise. */
async function expectNothingStored(outcome: Outcome, folder: string): Promise<void> {
  expect(await harness.keysUnder(folder)).toEqual([]);
  expect(await harness.takeRecords()).toEqual([]);
  for (const file of outcome.files) expect(file['handle']).toBeUndefined();
}

describe.each(clientNames)('%s ends with an error, and nothing is stored,', (client) => {
  test.each<[string, { apiKey?: string; security?: SignedPolicy }, RegExp]>([
    ['with a wrong API key', { apiKey: 'wrong-key' }, /Invalid API key/],
    ['with an expired policy', { security: policyOf({ expiry: 1_700_000_000 }) }, /expired/],
    ['with a wrong signature', { security: { ...policyOf(), signature: 'f'.repeat(64) } }, /signature/],
    ['with a policy for smaller files', { security: policyOf({ maxSize: 1 }) }, /at most 1 bytes/],
    ['with a policy for another path', { security: policyOf({ path: '/elsewhere/' }) }, /path/],
    ['with a policy that only reads', { security: policyOf({ call: ['read'] }) }, /pick or store/],
  ])('%s', async (name, credentials, reason) => {
    const folder = `${harness.folder}${encodeURIComponent(name)}/`;
    const outcome = await harness.drive(client, {
      action: 'upload',
      files: [{ url: harness.addFile(2).url, name: 'n.bin', type: '' }],
      options: { path: folder },
      ...credentials,
    });
    expect(outcome.isOk).toBe(false);
    expect(outcome.errors.join('\n')).toMatch(reason);
    await expectNothingStored(outcome, folder);
  });

  test('when the store refuses its parts', async () => {
    const folder = `${harness.folder}refused/`;
    // 0.5.2 hears nothing but a network error (PROTOCOL.md C1); then it asks complete for what was never sent.
    const refuse = (request: HTTPRequest) => refusePut(request, client === 'filestack-js-4');
    const order = {
      action: 'upload' as const,
      files: [{ url: harness.addFile(2).url, name: 'n.bin', type: '' }],
      options: { path: folder },
    };
    const outcome = await harness.drive(client, order, refuse);
    expect(outcome.isOk).toBe(false);
    await expectNothingStored(outcome, folder);
  });
});

/** Answers a PUT in the store's place. */
async function refusePut(request: HTTPRequest, isReadable: boolean): Promise<boolean> {
  if (request.method() !== 'PUT') return false;
  if (isReadable) await request.respond({ status: 400, headers: { 'access-control-allow-origin': '*' } });
  else await request.abort('failed');
  return true;
}

const completeSchema = v.object({ parts: v.optional(v.array(v.unknown())) });

describe('filestack-js-4, whose multiupload completes files with parts missing,', () => {
  test('is refused, so that neither file is stored', async () => {
    const folder = `${harness.folder}multiupload/`;
    const files = [harness.addFile(MIB), harness.addFile(25 * MIB)];
    let isFirstPut = true;
    const listedParts: number[] = [];
    const failFirstPart = async (request: HTTPRequest): Promise<boolean> => {
      if (request.url().endsWith('/multipart/complete') && request.method() === 'POST') {
        const { parts = [] } = v.parse(completeSchema, JSON.parse((await request.fetchPostData()) ?? ''));
        listedParts.push(parts.length);
      }
      const isVictim = request.method() === 'PUT' && isFirstPut;
      if (isVictim) isFirstPut = false;
      return isVictim && refusePut(request, true);
    };
    const order = {
      action: 'multiupload' as const,
      files: files.map(({ url }, index) => ({ url, name: `${index}.bin`, type: '' })),
      options: { path: folder },
    };
    const outcome = await harness.drive('filestack-js-4', order, failFirstPart);
    expect(listedParts.length).toBeGreaterThan(0);
    expect(Math.max(...listedParts)).toBeLessThan(5); // the bug is there: it asks for a file that it has not sent
    expect(outcome.files.map(({ status }) => status)).toEqual(['Failed', 'Failed']);
    await expectNothingStored(outcome, folder);
  });
});
