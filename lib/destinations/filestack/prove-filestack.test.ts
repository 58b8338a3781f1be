import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Backend, startBackend } from '../../../server/backend.ts';
import { signPolicy } from '../../../server/gateway/policy.ts';
import { listObjects } from '../../../server/gateway/s3/objects.ts';
import { createS3Client } from '../../../server/gateway/s3/s3-client.ts';
import type { StoreOptions } from '../../core/store-options.ts';
import type { UploadProof } from '../../core/upload-proof.ts';
import { proveUpload } from '../../engine/prove-upload.ts';
import { createFetchTransport } from '../../platform/fetch-transport.ts';
import { systemClock } from '../../platform/system-clock.ts';
import { readPolicy } from '../../protocol/policy.ts';
import { createFilestackDestination } from './filestack-destination.ts';
import { readStoredFile } from './read-stored-file.ts';

const SECRET = 'app secret';
let dataDir: string;
let secured: Backend;
beforeAll(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'prove-filestack-'));
  secured = await startBackend({ dataDir, apiKey: 'right', secret: SECRET });
});
afterAll(async () => {
  await secured.close();
  await rm(dataDir, { recursive: true });
});

const signed = (keys: object) => signPolicy({ expiry: Math.floor(Date.now() / 1000) + 600, ...keys }, SECRET);

async function prove(
  keys: object | undefined,
  {
    apiUrl = secured.gatewayUrl,
    apiKey = 'right',
    store = { location: 's3', path: 'proof/' } as StoreOptions,
  } = {},
): Promise<UploadProof> {
  const security = keys && signed(keys);
  const read = security && readPolicy(security.policy);
  let proof: UploadProof = {};
  await proveUpload(
    {
      destination: createFilestackDestination({ apiUrl, apiKey, ...(security && { security }) }),
      transport: createFetchTransport(),
      readFile: (file, signal) => readStoredFile(file, security, signal),
      clock: systemClock,
    },
    { store, ...(read?.policy && { policy: read.policy }) },
    (step, result) => {
      proof = { ...proof, [step]: result };
    },
    new AbortController().signal,
  );
  return proof;
}

async function leftInStore(): Promise<number> {
  let count = 0;
  for await (const _object of listObjects(createS3Client(secured.s3), 'proof/')) count += 1;
  return count;
}

const proved = { kind: 'proved' };
const earlier = { kind: 'skipped', why: 'earlier' };

test('on the gateway everything is proved with a policy that allows all, and nothing is left in the store', async () => {
  const proof = await prove({});
  expect(Object.values(proof)).toEqual(Array.from({ length: 6 }, () => proved));
  expect(await leftInStore()).toBe(0);
});

test('a policy to upload only proves the upload, and says what else a policy may allow', async () => {
  const proof = await prove({ call: ['pick', 'store'] });
  const notAllowed = { kind: 'skipped', why: 'not-allowed' };
  expect(proof).toMatchObject({ allowed: proved, etag: proved, readable: notAllowed, removed: notAllowed });
});

test('a policy that lacks calls is told from a wrong key and from a policy that is missing', async () => {
  const policyFault = { kind: 'failed', error: { code: 'auth' }, remedy: { kind: 'policy' } };
  expect(await prove({ call: ['read'] })).toMatchObject({ key: proved, allowed: policyFault, etag: earlier });
  expect(await prove(undefined)).toMatchObject({ key: proved, allowed: policyFault, etag: earlier });
  expect(await prove({}, { apiKey: 'wrong' })).toMatchObject({
    reachable: proved,
    key: { kind: 'failed', error: { details: { serverText: 'Invalid API key' } } },
    allowed: earlier,
  });
});

test('a policy that asks for a least size gets a test file that large', async () => {
  expect(await prove({ minSize: 5_000 })).toMatchObject({
    allowed: proved,
    readable: proved,
    removed: proved,
  });
});

test('an address where nobody listens, or something else does, is not reached', async () => {
  expect(await prove(undefined, { apiUrl: 'http://127.0.0.1:9' })).toMatchObject({
    reachable: { kind: 'failed', error: { code: 'network' } },
  });
  expect(await prove(undefined, { apiUrl: secured.s3.endpoint })).toMatchObject({
    reachable: { kind: 'failed' },
    key: earlier,
  });
});

test('a gateway without security proves all but the removal, and no private file can be read there', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'prove-open-'));
  const open = await startBackend({ dataDir: folder, apiKey: 'local-key' });
  const at = { apiUrl: open.gatewayUrl, apiKey: 'local-key' };
  expect(await prove(undefined, at)).toMatchObject({
    readable: proved,
    removed: { kind: 'skipped', why: 'no-policy' },
  });
  expect(await prove(undefined, { ...at, store: { location: 's3', access: 'private' } })).toMatchObject({
    readable: { kind: 'skipped', why: 'private' },
  });
  await open.close();
  await rm(folder, { recursive: true });
});
