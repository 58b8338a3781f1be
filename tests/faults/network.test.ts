import { expect, test } from 'vitest';
import { seededRandom } from '../simulation/seeded-random.ts';
import { MIB } from './bench.ts';
import { proxyError, redirectToSignIn, signInPage } from './canned.ts';
import type { Exchange, Step } from './history.ts';
import { bytesSent } from './judge.ts';
import { useScene } from './scene.ts';

const scene = useScene();
const steps: readonly Step[] = ['start', 'upload', 'put', 'complete'];

test('N1: an API that nobody listens at is waited for, shown as such and never failed', async () => {
  await scene.bench.configure({
    upload: { retryOptions: { retries: 2, factor: 2, minTimeout: 50, maxTimeout: 100 } },
  });
  await scene.proxy.refuseConnections();
  const file = await scene.choose('n1.bin', 6 * MIB);
  await file.row.waitsFor('offline');
  expect(await file.row.says(/127\.0\.0\.1/)).not.toContain('Not stored');
  expect(await file.row.hasButton('Cancel')).toBe(true);
  await scene.proxy.acceptConnections();
  await file.row.press('Try now');
  await file.isStored();
  expect(file.calls('start')).toHaveLength(1);
});

test.each([
  ['before its first byte', 0],
  ['after 1 byte', 1],
  ['in the middle', 'half'],
  ['after its last byte', 'last'],
] as const)(
  'N2: a part whose connection breaks %s is sent again whole, and no other part is',
  async (title, at) => {
    scene.proxy.inject({ match: { step: 'put', part: 2 }, times: 1, do: { kind: 'reset', afterBytes: at } });
    const file = await scene.choose(`n2 ${title}.bin`, 11 * MIB);
    await file.isStored();
    expect(file.calls('put', 2).map(({ end }) => end)).toEqual(['reset', 'answered']);
    expect(file.calls('put', 2)[1]?.receivedBytes).toBe(5 * MIB);
    for (const part of [1, 3]) expect(file.calls('put', part)).toHaveLength(1);
  },
);

test('N2: while one part is tried again the others go on', async () => {
  scene.proxy.inject({ match: { step: 'put', part: 1 }, times: 4, do: { kind: 'reset', afterBytes: 0 } });
  const file = await scene.choose('n2 others.bin', 36 * MIB);
  await file.isStored();
  const [last] = file.calls('put', 1).slice(-1);
  const others = [2, 3, 4, 5, 6].flatMap((part) => file.calls('put', part));
  expect(others.some(({ beganMs }) => beganMs < (last?.beganMs ?? 0))).toBe(true);
  expect(file.calls('put', 1)).toHaveLength(5);
  expect(others).toHaveLength(5);
});

test('N3: a part that was stored although its answer was lost is sent again and counted once', async () => {
  scene.proxy.inject({ match: { step: 'put', part: 2 }, times: 1, do: { kind: 'lose-answer' } });
  const file = await scene.choose('n3.bin', 11 * MIB);
  const job = await file.isStored();
  expect(job.storedParts).toBe(3);
  expect(file.calls('put', 2).map(({ serverStatus }) => serverStatus)).toEqual([200, 200]);
  expect(bytesSent(scene.proxy.history.exchanges, file.name)).toBe(16 * MIB);
});

test('N4: a complete whose answer was lost is asked again and gives one file', async () => {
  scene.proxy.inject({ match: { step: 'complete' }, times: 1, do: { kind: 'lose-answer' } });
  const file = await scene.choose('n4.bin', 6 * MIB);
  await file.isStored();
  expect(file.calls('complete').map(({ serverStatus }) => serverStatus)).toEqual([200, 200]);
  expect(file.calls('start')).toHaveLength(1);
});

test('N5: a store that never answers a part is left after the time limit, and the part sent again', async () => {
  await scene.bench.configure({ upload: { timeout: 1000 } });
  // How long a part may take follows from how long parts took.
  await (await scene.choose('n5 before.bin', 10 * MIB)).isStored();
  scene.proxy.inject({ match: { step: 'put' }, times: 1, do: { kind: 'black-hole' } });
  const file = await scene.choose('n5.bin', 6 * MIB);
  await file.isStored();
  expect(file.calls('put').filter(({ end }) => end === 'client-left')).toHaveLength(1);
});

test('N6: a slow line is no fault: no part is given up or sent twice', async () => {
  scene.proxy.inject({ match: { step: 'put' }, do: { kind: 'throttle', bytesPerSecond: 2 * MIB } });
  const file = await scene.choose('n6.bin', 11 * MIB);
  const job = await file.isStored();
  expect(job.retries).toBe(0);
  expect(file.calls('put')).toHaveLength(3);
});

test('N7: answers that come late are waited for', async () => {
  for (const step of steps) scene.proxy.inject({ match: { step }, do: { kind: 'delay', delayMs: 700 } });
  const file = await scene.choose('n7.bin', 6 * MIB);
  const job = await file.isStored();
  expect(job.retries).toBe(0);
  expect(file.calls('put')).toHaveLength(2);
});

test('N11: a network’s sign-in page is no answer: it is asked again, not followed and not shown', async () => {
  scene.proxy.inject(
    { match: { step: 'start', attempt: 1 }, do: redirectToSignIn(scene.proxy.apiUrl) },
    { match: { step: 'start', attempt: 2 }, do: signInPage },
    { match: { step: 'put', attempt: 1 }, do: redirectToSignIn(scene.proxy.storeUrl) },
    { match: { step: 'complete', attempt: 1 }, do: signInPage },
  );
  const file = await scene.choose('n11.bin', 100);
  await file.isStored();
  expect(file.calls('start')).toHaveLength(3);
  expect(file.calls('put')).toHaveLength(2);
  expect(file.calls('complete')).toHaveLength(2);
  expect(scene.proxy.history.exchanges.filter(({ step }) => step === 'other')).toEqual([]);
});

test.each([407, 502, 511])('N12: a proxy’s %i is retried, and its page is never shown', async (status) => {
  scene.proxy.inject({ match: { step: 'start' }, times: 2, do: proxyError(status) });
  const file = await scene.choose(`n12 ${status}.bin`, 100);
  await file.isStored();
  expect(file.calls('start')).toHaveLength(3);
  expect(await scene.page.content()).not.toContain('The proxy says no');
});

test('N16: with three of ten requests reset at random a file arrives whole', async () => {
  const random = seededRandom(16);
  const isUnlucky = ({ step }: Exchange) => step !== 'other' && random() < 0.3;
  scene.proxy.inject({ match: isUnlucky, do: { kind: 'reset', afterBytes: 'half' } });
  const file = await scene.choose('n16.bin', 36 * MIB);
  await file.isStored();
  const requests = steps.flatMap((step) => file.calls(step));
  const fewest = 1 + 8 + 8 + 1;
  expect(requests.length).toBeGreaterThan(fewest);
  expect(requests.length).toBeLessThan(3 * fewest);
});
