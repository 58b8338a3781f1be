import { expect, test, vi } from 'vitest';
import type { ProfileId } from '../../lib/core/profile.ts';
import { defaultProfile, type Profile } from '../../lib/protocol/profile.ts';
import { apiKey } from '../e2e/harness.ts';
import { MIB } from './bench.ts';
import { useScene } from './scene.ts';

const scene = useScene();

test('U14: keys that are exchanged during an upload are used from the next call on, and nothing is begun again', async () => {
  await scene.bench.configure({ policy: 'b2xk', signature: 'old', upload: { maxConcurrentUploads: 1 } });
  const hold = scene.proxy.hold({ step: 'put', part: 2 }, 'answer');
  const file = await scene.choose('u14 keys.bin', 21 * MIB);
  await hold.arrived;
  await scene.bench.configure({ policy: 'bmV3', signature: 'new', upload: { maxConcurrentUploads: 1 } });
  hold.release();
  await file.isStored();
  expect(file.calls('start')).toHaveLength(1);
  expect(file.calls('start')[0]?.sent['signature']).toBe('old');
  expect(file.calls('complete').at(-1)?.sent).toMatchObject({ policy: 'bmV3', signature: 'new' });
});

/** Waits for the page to show it: that is where its files go. */
async function showsDestination(id: string): Promise<void> {
  const choice = await scene.page.waitForSelector('::-p-aria([name="Destination"][role="combobox"])');
  await expect.poll(() => choice?.evaluate((select) => Reflect.get(select, 'value'))).toBe(id);
}

test('U14: another default takes new uploads, and those that run stay with their own profile, its place and its keys', async () => {
  const account = { apiKey, apiUrl: scene.proxy.apiUrl, policy: '', signature: '' };
  const first: Profile = {
    ...defaultProfile,
    ...account,
    name: 'First',
    store: { location: 's3', path: 'first/' },
  };
  const second: Profile = {
    ...defaultProfile,
    ...account,
    id: 'second' as ProfileId,
    name: 'Second',
    store: { location: 's3', path: 'second/' },
  };
  const wrong: Profile = { ...second, apiKey: 'wrong-key' };
  await scene.bench.configure({ profiles: [first, wrong] });
  const hold = scene.proxy.hold({ step: 'put', part: 1 }, 'forward');
  const running = await scene.choose('u14 running.bin', 11 * MIB);
  await hold.arrived;
  await scene.bench.configure({
    profiles: [second, { ...first, store: { location: 's3', path: 'elsewhere/' } }],
  });
  await showsDestination('second');
  const later = await scene.choose('u14 later.bin', 100);
  hold.release();
  expect((await running.isStored()).file?.key).toMatch(/^first\//);
  expect((await later.isStored()).file?.key).toMatch(/^second\//);
});

test('U14: an upload whose profile is removed waits, sends its keys nowhere and goes on once it is back', async () => {
  const account = { apiKey, apiUrl: scene.proxy.apiUrl };
  const kept: Profile = { ...defaultProfile, ...account, id: 'kept' as ProfileId };
  const removed: Profile = { ...defaultProfile, ...account };
  await scene.bench.configure({ profiles: [removed, kept], upload: { maxConcurrentUploads: 1 } });
  await showsDestination(removed.id);
  const hold = scene.proxy.hold({ step: 'put', part: 1 }, 'answer');
  const file = await scene.choose('u14 removed.bin', 21 * MIB);
  await hold.arrived;
  await scene.bench.configure({ profiles: [kept], upload: { maxConcurrentUploads: 1 } });
  hold.release();
  await file.row.waitsFor('credentials');
  await scene.bench.configure({ profiles: [kept, removed], upload: { maxConcurrentUploads: 1 } });
  await file.isStored();
  await vi.waitFor(() => expect(file.calls('start')).toHaveLength(1));
});
