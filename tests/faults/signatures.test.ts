import { expect, test } from 'vitest';
import { MIB } from './bench.ts';
import { clockSkew, expiredUrl } from './canned.ts';
import { gapsMs } from './judge.ts';
import { useScene } from './scene.ts';

const scene = useScene();

test.each([
  ['C1: a clock that differs from the store’s costs a new signature and nothing else', clockSkew],
  ['A14: an address that has expired on arrival costs a new signature and nothing else', expiredUrl],
])('%s', async (title, fault) => {
  scene.proxy.inject({ match: { step: 'put', part: 2, attempt: 1 }, do: fault });
  const file = await scene.choose(`${title.slice(0, 3).trim().replace(':', '')} once.bin`, 11 * MIB);
  await file.isStored();
  expect(file.calls('put', 2)).toHaveLength(2);
  expect(file.calls('upload', 2)).toHaveLength(2);
  const [gap = 0] = gapsMs(file.calls('upload', 2));
  expect(gap).toBeLessThan(5000);
  for (const part of [1, 3]) expect(file.calls('put', part)).toHaveLength(1);
});

test.each([
  ['C3: a clock that two new signatures don’t cure is an error', clockSkew, /clock/],
  [
    'A14: an address that has expired each time is an error after two new ones',
    expiredUrl,
    /permission to send a part ran out/,
  ],
])('%s', async (title, fault, text) => {
  scene.proxy.inject({ match: { step: 'put', part: 1 }, do: fault });
  const file = await scene.choose(`${title.slice(0, 2)} for ever.bin`, 100);
  await file.row.shows('failed');
  await file.row.says(text);
  expect(file.calls('put', 1)).toHaveLength(3);
  expect(await file.row.hasButton('Try again')).toBe(true);
  await file.isNotStored();
});

test('N3: an ETag that is not the MD5 of the part is never taken for success', async () => {
  scene.proxy.inject({ match: { step: 'put', part: 1, attempt: 1 }, do: { kind: 'wrong-etag' } });
  const file = await scene.choose('wrong etag.bin', 100);
  await file.isStored();
  expect(file.calls('put', 1)).toHaveLength(2);
});

test('a store that hides the ETag is never taken for success: its host can be allowed', async () => {
  scene.proxy.inject({ match: { step: 'put' }, do: { kind: 'hide-etag' } });
  const file = await scene.choose('hidden etag.bin', 100);
  await file.row.waitsFor('permission');
  await scene.page.waitForSelector(`${file.row.selector} ::-p-aria([name="Allow 127.0.0.1"][role="button"])`);
  expect(file.calls('complete')).toEqual([]);
  await file.isNotStored();
  scene.proxy.reset();
  await file.row.press('Try now');
  await file.isStored();
});
