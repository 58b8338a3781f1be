import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { JobView, Snapshot } from '../protocol/messages.ts';

type Connect = (port: unknown) => void;

let connect: Connect;
vi.mock('wxt/browser', () => ({
  browser: {
    runtime: {
      id: 'own',
      getURL: (path: string) => `chrome-extension://own${path}`,
      onConnect: {
        addListener: (listener: Connect) => {
          connect = listener;
        },
      },
    },
  },
}));
const { createSnapshotPorts } = await import('./snapshot-ports.ts');

beforeEach(() => vi.useFakeTimers());
afterEach(() => vi.useRealTimers());

/** A page that has just connected. @returns the revisions that it has heard of */
function open(): number[] {
  const heard: number[] = [];
  connect({
    name: 'snapshots',
    sender: { id: 'own', url: 'chrome-extension://own/popup.html', origin: 'chrome-extension://own' },
    onDisconnect: { addListener: () => undefined },
    disconnect: () => heard.push(-1),
    postMessage: ({ revision }: Snapshot) => heard.push(revision),
  });
  return heard;
}

const noJobs: readonly JobView[] = [];
const snapshot = async (revision: number) => ({ revision, jobs: noJobs }) as Snapshot;

test('a page that is opened is told at once, and the others only when something changes', async () => {
  const ports = createSnapshotPorts(snapshot);
  const first = open();
  await vi.advanceTimersByTimeAsync(0);
  expect(first).toEqual([1]);
  const second = open();
  await vi.advanceTimersByTimeAsync(0);
  expect(second).toEqual([2]);
  expect(first).toEqual([1]);
  ports.publish();
  ports.publish();
  await vi.advanceTimersByTimeAsync(500);
  expect([first, second]).toEqual([
    [1, 3],
    [2, 3],
  ]);
});

test('when the first telling fails, it is tried again like any other', async () => {
  let isBroken = true;
  createSnapshotPorts(async (revision) => {
    if (isBroken) throw new Error('the journal is held');
    return await snapshot(revision);
  });
  const heard = open();
  await vi.advanceTimersByTimeAsync(0);
  isBroken = false;
  await vi.advanceTimersByTimeAsync(500);
  expect(heard).toEqual([2]);
});

test('U12: of thousands of uploads a page is told less often, so that it answers in between, and always of the last change', async () => {
  const jobs: readonly JobView[] = new Array<JobView>(5_000);
  const ports = createSnapshotPorts(async (revision) => ({ revision, jobs }) as Snapshot);
  const heard = open();
  await vi.advanceTimersByTimeAsync(0);
  for (let ms = 0; ms < 10_500; ms += 100) {
    ports.publish();
    await vi.advanceTimersByTimeAsync(100);
  }
  expect(heard).toHaveLength(10);
  await vi.advanceTimersByTimeAsync(2_000);
  expect(heard).toHaveLength(11);
});
