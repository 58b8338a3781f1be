import { expect, test } from 'vitest';
import { type ErrorCode, UploadError } from '../core/upload-error.ts';
import { canUpload, isProved, proofSteps, type UploadProof } from '../core/upload-proof.ts';
import type { Destination, Transport } from './ports.ts';
import type { ProofPorts, ProofRequest } from './proof-ports.ts';
import { proveUpload } from './prove-upload.ts';
import { createFakeDestination } from './testing/fake-destination.ts';
import { createFakeProvider, type FakeProviderOptions } from './testing/fake-provider.ts';
import { createFakeTransport } from './testing/fake-transport.ts';

const clock = {
  nowMs: () => 0,
  random: () => 0,
  schedule(_ms: number, callback: () => void) {
    queueMicrotask(callback);
    return () => undefined;
  },
};
const live = new AbortController().signal;
const year2100 = 4_102_444_800;

interface Changes {
  readonly destination?: Partial<Destination>;
  readonly transport?: Transport;
  readonly readFile?: ProofPorts['readFile'];
  readonly provider?: FakeProviderOptions;
  readonly request?: Partial<ProofRequest>;
  readonly isRemovable?: boolean;
}

/** Proves an upload to the double, of which some calls are others. */
async function prove(changes: Changes = {}, signal = live) {
  const provider = createFakeProvider(changes.provider);
  const { remove, ...working } = createFakeDestination({ provider });
  const handles: string[] = [];
  const destination: Destination = {
    ...working,
    ...(remove && changes.isRemovable !== false && { remove }),
    async complete(...call) {
      const file = await working.complete(...call);
      if (file !== 'pending') handles.push(file.handle);
      return file;
    },
    ...changes.destination,
  };
  const order: string[] = [];
  let proof: UploadProof = {};
  await proveUpload(
    {
      destination,
      transport: changes.transport ?? createFakeTransport(provider.put, clock),
      readFile:
        changes.readFile ??
        (async ({ handle }) => new Uint8Array((await provider.read(handle)?.arrayBuffer()) ?? [])),
      clock,
    },
    { store: { location: 's3' }, ...changes.request },
    (step, result) => {
      order.push(step);
      proof = { ...proof, [step]: result };
    },
    signal,
  );
  expect(order).toEqual(proofSteps);
  return { proof, left: handles.filter((handle) => provider.read(handle) !== undefined) };
}

const fails =
  (code: ErrorCode, details = {}) =>
  async () => {
    throw new UploadError(code, 'as the test wants', details);
  };
const failed = (code: ErrorCode) => ({ kind: 'failed', error: { code } });
const proved = { kind: 'proved' };
const earlier = { kind: 'skipped', why: 'earlier' };
const policyRemedy = { kind: 'policy', calls: ['pick', 'store', 'read', 'remove'] };
const policy = (call?: readonly string[]) => ({ policy: { expiry: year2100, ...(call && { call }) } });

test('a destination that works is proved in every step, and the test file is gone again', async () => {
  const { proof, left } = await prove();
  expect(proof).toEqual(Object.fromEntries(proofSteps.map((step) => [step, proved])));
  expect(left).toEqual([]);
  expect(isProved(proof)).toBe(true);
});

test('A17: a file that is still being assembled is waited for', async () => {
  expect(isProved((await prove({ provider: { pendingAnswers: 3 } })).proof)).toBe(true);
});

test('a file that is never assembled is a timeout of the link, and not of the upload', async () => {
  const { proof } = await prove({ provider: { pendingAnswers: 1_000 } });
  expect(proof).toMatchObject({ etag: proved, readable: failed('timeout'), removed: earlier });
  expect(canUpload(proof)).toBe(true);
});

test('a provider that refuses to make a file of its parts is no place for uploads', async () => {
  const complete = fails('rejected', { status: 400, step: 'complete' });
  const { proof } = await prove({ destination: { complete } });
  expect(proof).toMatchObject({ etag: proved, readable: failed('rejected'), removed: earlier });
  expect(canUpload(proof)).toBe(false);
});

test.each(['network', 'timeout', 'server', 'throttled', 'protocol'] as const)(
  'a start that fails with %s says that the server is not reached, and nothing of the rest',
  async (code) => {
    const { proof } = await prove({ destination: { start: fails(code) } });
    expect(proof).toMatchObject({ reachable: failed(code), key: earlier, allowed: earlier, etag: earlier });
    expect(proof.reachable).not.toHaveProperty('remedy');
    expect(canUpload(proof)).toBe(false);
  },
);

test('A8: a wrong key is told apart from an address that does not answer', async () => {
  const { proof } = await prove({ destination: createFakeDestination({ apiKey: 'wrong' }) });
  expect(proof).toMatchObject({ reachable: proved, key: failed('rejected'), allowed: earlier });
});

test('a policy that is refused comes with the calls that a policy needs; the key has been accepted by then', async () => {
  const start = fails('auth', { status: 403, serverText: 'Invalid App policy: does not allow pick' });
  const { proof } = await prove({ destination: { start }, request: policy(['read']) });
  const allowed = { ...failed('auth'), remedy: policyRemedy };
  expect(proof).toMatchObject({ reachable: proved, key: proved, allowed, etag: earlier });
});

test('a policy that allows to start and not to send is refused, too', async () => {
  const { proof } = await prove({ destination: { signPart: fails('auth', { status: 403 }) } });
  expect(proof).toMatchObject({ key: proved, allowed: { ...failed('auth'), remedy: policyRemedy } });
});

test('S6: a store that hides the ETag comes with the CORS rules to copy', async () => {
  const transport = { put: async () => ({ status: 200, etag: null, body: '' }) };
  const { proof } = await prove({ transport });
  const etag = { ...failed('etag-hidden'), remedy: { kind: 'cors' } };
  expect(proof).toMatchObject({ allowed: proved, etag, readable: earlier, removed: earlier });
});

test('a store that gives no answer at all may be one that refuses by CORS', async () => {
  const { proof } = await prove({ transport: { put: fails('network') } });
  expect(proof.etag).toMatchObject({ ...failed('network'), remedy: { kind: 'cors' } });
});

test('a store that refuses the bytes is told by its own code', async () => {
  const body = '<Error><Code>RequestTimeTooSkewed</Code></Error>';
  const { proof } = await prove({ transport: { put: async () => ({ status: 403, etag: null, body }) } });
  expect(proof.etag).toMatchObject(failed('clock-skew'));
  expect(proof.etag).not.toHaveProperty('remedy');
});

test('a store that has kept other bytes is not trusted', async () => {
  const put = async () => ({ status: 200, etag: '0'.repeat(32), body: '' });
  expect((await prove({ transport: { put } })).proof.etag).toMatchObject(failed('integrity'));
});

test('a link that gives other bytes is a failure, and the file is removed all the same', async () => {
  const { proof, left } = await prove({ readFile: async () => new Uint8Array([1, 2, 3]) });
  expect(proof).toMatchObject({ readable: failed('integrity'), removed: proved });
  expect(left).toEqual([]);
  expect(canUpload(proof)).toBe(true);
  expect(isProved(proof)).toBe(false);
});

test('a link that can’t be reached may be one that pages may not read', async () => {
  const { proof } = await prove({ readFile: fails('network') });
  expect(proof.readable).toMatchObject({ ...failed('network'), remedy: { kind: 'cors' } });
});

test('a private file that nobody may read without a policy is no failure', async () => {
  const { proof } = await prove({ readFile: fails('auth') });
  expect(proof.readable).toEqual({ kind: 'skipped', why: 'private', remedy: policyRemedy });
  expect(isProved(proof)).toBe(true);
});

test('a file that was to be public and is not readable is a failure', async () => {
  const store = { location: 's3', access: 'public' } as const;
  const { proof } = await prove({ readFile: fails('auth'), request: { store } });
  expect(proof.readable).toMatchObject({ ...failed('auth'), remedy: policyRemedy });
});

test('what the policy leaves out is not tried, and comes with the policy to copy', async () => {
  const request = policy(['pick', 'store']);
  const { proof, left } = await prove({ readFile: fails('auth'), request });
  const notAllowed = { kind: 'skipped', why: 'not-allowed', remedy: policyRemedy };
  expect(proof).toMatchObject({ readable: notAllowed, removed: notAllowed });
  expect(left).toHaveLength(1);
  expect(isProved(proof)).toBe(true);
});

test('what can’t be removed without a policy stays, which is no failure', async () => {
  const { proof, left } = await prove({ isRemovable: false });
  expect(proof.removed).toEqual({ kind: 'skipped', why: 'no-policy', remedy: policyRemedy });
  expect(left).toHaveLength(1);
  expect(isProved(proof)).toBe(true);
});

test('a removal that is refused although the policy seems to allow it is a failure', async () => {
  const { proof } = await prove({ destination: { remove: fails('auth') }, request: policy() });
  expect(proof.removed).toMatchObject({ ...failed('auth'), remedy: policyRemedy });
});

test('a proof that is cancelled rejects, and tells nothing of the destination', async () => {
  const abort = new AbortController();
  abort.abort();
  await expect(prove({}, abort.signal)).rejects.toMatchObject({ code: 'cancelled' });
});
