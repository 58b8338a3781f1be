import { expect, test, vi } from 'vitest';
import { createCapturedTab } from './captured-tab.ts';

interface Call {
  readonly method: string;
  readonly args: readonly unknown[];
}

/** What the page answers to a call; a promise that never ends is a page that is stuck. */
let answer: (call: Call) => unknown;
const calls: Call[] = [];

vi.mock('wxt/browser', () => ({
  browser: {
    scripting: {
      async executeScript({ args }: { args?: readonly [string, string, readonly unknown[]] }) {
        if (args === undefined) return [];
        const call = { method: args[1], args: args[2] };
        calls.push(call);
        return [{ result: await answer(call) }];
      },
    },
  },
}));

const stuck = () => new Promise<never>(() => undefined);

/** Time passes when it is told to. */
function createHandClock() {
  let timers: { readonly atMs: number; readonly callback: () => void }[] = [];
  let nowMs = 0;
  return {
    schedule(ms: number, callback: () => void) {
      const timer = { atMs: nowMs + ms, callback };
      timers.push(timer);
      return () => {
        timers = timers.filter((other) => other !== timer);
      };
    },
    async move(ms: number) {
      for (const end = nowMs + ms; nowMs < end; ) {
        nowMs += 1_000;
        const due = timers.filter(({ atMs }) => atMs <= nowMs);
        timers = timers.filter(({ atMs }) => atMs > nowMs);
        for (const { callback } of due) callback();
        await new Promise((resolve) => setImmediate(resolve));
      }
    },
    waiting: () => timers.length,
  };
}

function openTab() {
  calls.length = 0;
  const clock = createHandClock();
  const camera = { shoot: stuck, shootWindow: stuck };
  const tab = createCapturedTab({ tabId: 1, frameId: 0 }, camera, clock, async () => 1_000);
  const job = new AbortController();
  return { tab, clock, job, signal: job.signal };
}

const url = 'https://site.example/a.png';
const gone = expect.objectContaining({ details: expect.objectContaining({ capture: 'page-gone' }) });
const methods = () => calls.map(({ method }) => method);

test.each(['fetch', 'take', 'decode', 'crop', 'larger'] as const)(
  'a page that is stuck holds up nobody for longer than it may take to answer: %s',
  async (method) => {
    answer = stuck;
    const { tab, clock, signal } = openTab();
    const result = expect(tab[method](url, signal)).rejects.toEqual(gone);
    await clock.move(30_000);
    await result;
    expect(clock.waiting()).toBe(0);
  },
);

test('a page that is stuck says nothing of a picture', async () => {
  answer = stuck;
  const { tab, clock, signal } = openTab();
  const label = tab.label(url, signal);
  await clock.move(30_000);
  expect(await label).toBe('');
});

test.each(['fetch', 'take', 'decode', 'crop', 'larger'] as const)(
  'what is cancelled waits for no page: %s',
  async (method) => {
    answer = stuck;
    const { tab, clock, job, signal } = openTab();
    const reason = new Error('cancelled');
    const result = expect(tab[method](url, signal)).rejects.toBe(reason);
    await clock.move(1_000);
    job.abort(reason);
    await result;
  },
);

test('a page that answers may look for a picture as long as it takes', async () => {
  let find = (_found: unknown): void => undefined;
  const found = new Promise((resolve) => {
    find = resolve;
  });
  answer = ({ method }) => {
    if (method === 'fetch') return found;
    if (method === 'isThere') return true;
    return method === 'piece' ? btoa('abc') : null;
  };
  const { tab, clock, signal } = openTab();
  const source = tab.fetch(url, signal);
  await clock.move(600_000);
  find({ kind: 'found', sizeBytes: 3, type: 'image/png', disposition: null });
  expect(await (await source).blob.text()).toBe('abc');
});

test('a page is told when what it looks for is wanted no more, by the id that it was given', async () => {
  answer = ({ method }) => (method === 'take' ? stuck() : null);
  const { tab, clock, job, signal } = openTab();
  const result = tab.take('a-1', signal).catch(() => 'cancelled');
  await clock.move(1_000);
  job.abort();
  expect(await result).toBe('cancelled');
  await vi.waitFor(() => expect(methods()).toEqual(['take', 'forget']));
  const [take, forget] = calls;
  expect(forget?.args).toEqual([take?.args[0]]);
  expect(take?.args.slice(1)).toEqual(['a-1', 1_000]);
});
