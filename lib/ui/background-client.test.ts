// @vitest-environment happy-dom

import { beforeEach, expect, test, vi } from 'vitest';
import { mainProfileId } from '../core/profile.ts';
import { newJobId } from '../engine/testing/sample-job.ts';
import { defaultLinkSettings } from '../protocol/link-settings.ts';
import type { JobView, Reply, Request, Snapshot } from '../protocol/messages.ts';
import { defaultProfile } from '../protocol/profile.ts';
import { viewOfProfile } from '../protocol/profile-view.ts';
import { createBackgroundClient } from './background-client.ts';

const runtime = vi.hoisted(() => ({ sendMessage: vi.fn(), connect: vi.fn() }));
vi.mock('wxt/browser', () => ({ browser: { runtime } }));

const id = newJobId();
const file = new File(['bytes'], 'a.bin');

const live: JobView = {
  ...{
    id,
    name: 'a.bin',
    sizeBytes: 5,
    mimetype: '',
    createdAtMs: 1,
    profile: mainProfileId,
    partCount: 1,
    storedParts: 0,
  },
  ...{
    storedBytes: 0,
    sentBytes: 0,
    retries: 0,
    restarts: 0,
    isLive: true,
    canRetry: false,
    state: 'uploading',
  },
};
const waitsForFile: JobView = { ...live, state: 'waiting', waiting: { reason: 'file' } };

/** A page whose background answers when the test says so. */
async function openPage() {
  let show: (snapshot: Snapshot) => void = () => undefined;
  runtime.connect.mockReturnValue({
    onMessage: {
      addListener: (listener: typeof show) => {
        show = listener;
      },
    },
    onDisconnect: { addListener: () => undefined },
  });
  const attaches: ((reply: Reply) => void)[] = [];
  runtime.sendMessage.mockImplementation((request: Request) =>
    request.type === 'attach-file'
      ? new Promise((resolve) => attaches.push(resolve))
      : Promise.resolve({ kind: 'added', jobId: id, warnings: [] }),
  );
  const client = createBackgroundClient();
  client.watch(
    () => undefined,
    () => undefined,
  );
  await client.addFile({ file });
  let revision = 0;
  const settle = () => new Promise((resolve) => setTimeout(resolve, 0));
  return {
    attaches,
    async sees(...jobs: readonly JobView[]) {
      revision += 1;
      show({
        revision,
        quarantined: 0,
        isUnavailable: false,
        isReadOnly: false,
        isHistoryCleared: false,
        hasOlder: false,
        bandwidthLimit: null,
        links: defaultLinkSettings,
        confirmOver: { bytes: 0, files: 0 },
        profiles: [viewOfProfile({ ...defaultProfile, apiKey: 'key' })],
        jobs: [...jobs],
      });
      await settle();
    },
    async answer(reply: Reply) {
      attaches.at(-1)?.(reply);
      await settle();
    },
  };
}

beforeEach(() => vi.clearAllMocks());

test('L1 Q1: a job that waits for its file gets it from the page that still holds it, once', async () => {
  const { attaches, sees } = await openPage();
  await sees(live);
  expect(attaches).toHaveLength(0);
  await sees(waitsForFile);
  // Every change of another job is one more snapshot, and the comparison of a large file takes its time.
  await sees(waitsForFile);
  await sees(waitsForFile);
  expect(attaches).toHaveLength(1);
  expect(runtime.sendMessage).toHaveBeenLastCalledWith({ type: 'attach-file', jobId: id, file });
});

test('L1: a file that was taken is given again when it is waited for again', async () => {
  const { attaches, sees, answer } = await openPage();
  await sees(waitsForFile);
  await answer({ kind: 'done' });
  await sees(live);
  await sees(waitsForFile);
  expect(attaches).toHaveLength(2);
});

test('FC6: a file that was refused is not given again', async () => {
  const { attaches, sees, answer } = await openPage();
  await sees(waitsForFile);
  await answer({ kind: 'refused', refusal: 'other-file' });
  await sees(waitsForFile);
  expect(attaches).toHaveLength(1);
});

test('Q2 F5: the file of a job whose copy was lost is still held, until the job is over', async () => {
  const { attaches, sees } = await openPage();
  await sees({ ...live, isLive: false });
  await sees({ ...waitsForFile, isLive: false });
  expect(attaches).toHaveLength(1);
  const over = await openPage();
  await over.sees({ ...live, isLive: false, state: 'cancelled' });
  await over.sees(waitsForFile);
  expect(over.attaches).toHaveLength(0);
});
