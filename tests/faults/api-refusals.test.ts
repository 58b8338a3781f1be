import { expect, test, vi } from 'vitest';
import { MIB } from './bench.ts';
import { refusal } from './canned.ts';
import { useScene } from './scene.ts';

const scene = useScene();

test('A3 U14: a refused signature is shown with the server’s words, asked once, and goes on with new settings', async () => {
  const words = 'Invalid App policy: the signature does not match';
  scene.proxy.inject({
    match: ({ step, sent }) => step === 'start' && sent['signature'] !== 'right',
    do: refusal(403, words),
  });
  await scene.bench.configure({ policy: 'cG9saWN5', signature: 'wrong' });
  const file = await scene.choose('a3.bin', 6 * MIB);
  await file.row.waitsFor('credentials');
  await file.row.says(new RegExp(words));
  expect(file.calls('start')).toHaveLength(1);
  await file.isNotStored();
  await scene.bench.configure({ policy: 'cG9saWN5', signature: 'right' });
  await file.isStored();
  expect(file.calls('start').map(({ status }) => status)).toEqual([403, 200]);
});

test('A3: a 401 is for the person to settle, too', async () => {
  scene.proxy.inject({ match: { step: 'start' }, times: 1, do: refusal(401, 'Unauthorized') });
  const file = await scene.choose('a3 401.bin', 100);
  await file.row.waitsFor('credentials');
  await scene.bench.configure({ policy: 'cG9saWN5', signature: 'new' });
  await file.isStored();
});

test('A4 U14: with an expired policy the file waits and goes on, without being chosen again, once a new one is saved', async () => {
  scene.proxy.inject({
    match: ({ step, sent }) => step === 'start' && sent['policy'] !== 'bmV3',
    do: refusal(403, 'Invalid App policy: the policy has expired'),
  });
  await scene.bench.configure({ policy: 'b2xk', signature: 'old' });
  const file = await scene.choose('a4.bin', 6 * MIB);
  await file.row.waitsFor('credentials');
  await file.row.says(/expired/);
  await scene.bench.configure({ policy: 'bmV3', signature: 'new' });
  await file.isStored();
});

test.each(['upload', 'complete'] as const)(
  'A5: a policy that expires before %s costs no stored part: with a new one the same upload goes on',
  async (step) => {
    let expire = () => {};
    // Not while the first part is on its way: the wait for a new policy would stop it.
    const notBefore = new Promise<void>((resolve) => {
      expire = resolve;
    });
    scene.proxy.inject({
      match: (exchange) =>
        exchange.step === step && exchange.part !== 1 && exchange.sent['policy'] !== 'bmV3',
      do: { ...refusal(403, 'Invalid App policy: the policy has expired'), notBefore },
    });
    await scene.bench.configure({ policy: 'b2xk', signature: 'old' });
    const file = await scene.choose(`a5 ${step}.bin`, 11 * MIB);
    await vi.waitUntil(async () => (await file.job()).storedBytes > 0, { timeout: 30_000 });
    expire();
    await file.row.waitsFor('credentials');
    await scene.bench.configure({ policy: 'bmV3', signature: 'new' });
    await file.isStored();
    expect(file.calls('start')).toHaveLength(1);
    for (const part of [1, 2, 3]) expect(file.calls('put', part)).toHaveLength(1);
  },
);

test('A8: a refused API key is shown, asked once and never stored', async () => {
  await scene.bench.configure({ apiKey: 'wrong' });
  const file = await scene.choose('a8.bin', 100);
  await file.row.shows(['failed', 'waiting']);
  await file.row.says(/The server said: Invalid API key/);
  expect(file.calls('start')).toHaveLength(1);
  await file.isNotStored();
});

test('A9 M13: words about a used-up plan are shown as plain text of at most 200 characters', async () => {
  const words = `<b>Plan exceeded</b> ${'x'.repeat(500)}`;
  scene.proxy.inject({ match: { step: 'start' }, times: 1, do: refusal(402, words) });
  const file = await scene.choose('a9.bin', 100);
  await file.row.shows('failed');
  const said = await file.row.says(/The server said: <b>Plan exceeded<\/b>/);
  expect(said.match(/x+/)?.[0].length ?? 0).toBeLessThan(200);
  expect(await scene.page.$(`${file.row.selector} b`)).toBeNull();
  expect(file.calls('start')).toHaveLength(1);
  await file.row.press('Try again');
  await file.isStored();
});

test.each([400, 413, 422])('A9: a %i is final until a person tries again', async (status) => {
  scene.proxy.inject({ match: { step: 'put', part: 1 }, times: 1, do: refusal(status) });
  const file = await scene.choose(`a9 ${status}.bin`, 100);
  await file.row.shows('failed');
  expect(file.calls('put')).toHaveLength(1);
  await file.isNotStored();
  await file.row.press('Try again');
  await file.isStored();
});

test('A5 A19: an upload that the server has forgotten is begun again once', async () => {
  scene.proxy.inject({
    match: { step: 'upload', part: 2, attempt: 1 },
    do: refusal(404, 'Unknown upload'),
  });
  const file = await scene.choose('gone.bin', 11 * MIB);
  await file.isStored();
  expect(file.calls('start')).toHaveLength(2);
});

test('A19: an upload that the server forgets again and again fails and says so', async () => {
  scene.proxy.inject({ match: { step: 'upload', part: 2 }, do: refusal(404, 'Unknown upload') });
  const file = await scene.choose('gone for good.bin', 11 * MIB);
  await file.row.shows('failed');
  await file.row.says(/no longer knows this upload/);
  expect(file.calls('start')).toHaveLength(2);
  await file.isNotStored();
});
