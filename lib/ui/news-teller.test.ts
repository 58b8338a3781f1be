import { expect, test, vi } from 'vitest';
import type { JobId } from '../core/job.ts';
import type { JobView } from '../protocol/messages.ts';
import type { NoticeText } from './notice-of.ts';
import { sampleView } from './testing/sample-view.ts';

vi.mock('wxt/browser', () => ({
  browser: {
    i18n: { getMessage: (key: string, facts: readonly string[] = []) => [key, ...facts].join(' ').trim() },
  },
}));
const { createNewsTeller } = await import('./news-teller.ts');

const settled = () => new Promise((resolve) => setTimeout(resolve));
const now = (job: JobView, change: Partial<JobView>): JobView => ({ ...job, ...change });
const waiting = { state: 'waiting', waiting: { reason: 'credentials' } } as const;

/** The life of one background; what it has kept outlives it. */
interface Kept {
  ids: readonly JobId[];
  toldMs?: number;
}

function life(kept: Kept = { ids: [] }, nowMs = 1_000) {
  const shown: NoticeText[] = [];
  const world = {
    isSeen: false,
    isFull: false,
    wanted: { ended: true, failed: true, waiting: true },
    onClipboard: [] as readonly JobId[],
  };
  let due: (() => void) | undefined;
  const look = createNewsTeller({
    waits: {
      read: async () => kept.ids,
      keep: async (ids) => {
        kept.ids = ids;
      },
    },
    ends: {
      read: async () => kept.toldMs,
      keep: async (toldMs) => {
        if (!world.isFull) kept.toldMs = toldMs;
        return !world.isFull;
      },
    },
    wanted: async () => world.wanted,
    isPageSeen: async () => world.isSeen,
    onClipboard: async () => world.onClipboard,
    show: async (notice) => void shown.push(notice),
    nowMs: () => nowMs,
    later: (act) => {
      due = act;
    },
  });
  return {
    world,
    shown,
    kept,
    /** Shows it what there is, and ends before it can tell of that. */
    async seesLast(...views: readonly JobView[]) {
      look(views);
      await settled();
    },
    /** Shows it what there is, and lets the time pass in which news are told together. */
    async sees(...views: readonly JobView[]) {
      look(views);
      await settled();
      due?.();
      due = undefined;
      await settled();
    },
  };
}

const old = (facts: Partial<JobView>) => sampleView({ createdAtMs: 1, ...facts });

test('an end is told once, also when the background that began the upload has been restarted', async () => {
  const job = old({ name: 'a', state: 'uploading' });
  const first = life();
  await first.sees(job);
  const second = life(first.kept);
  await second.sees(job);
  await second.sees(now(job, { state: 'succeeded' }));
  expect(second.shown.map(({ title, message }) => [title, message])).toEqual([['stateSucceeded', 'a']]);
  const third = life(second.kept);
  await third.sees(now(job, { state: 'succeeded' }));
  await third.sees(now(job, { state: 'succeeded' }), old({ state: 'failed' }));
  expect(third.shown).toEqual([]);
});

const HOUR_MS = 60 * 60_000;
const stored = (job: JobView, endedAtMs: number) => now(job, { state: 'succeeded', endedAtMs });
const namesIn = (shown: readonly NoticeText[]) => shown.flatMap(({ message }) => message.split('\n')[0]);

test('what has ended as its background was killed is told by the next one, and by none after that', async () => {
  const job = old({ name: 'a', state: 'uploading' });
  const first = life();
  await first.sees(job);
  const second = life(first.kept, 5_000);
  await second.sees(stored(job, 2_000));
  expect(namesIn(second.shown)).toEqual(['a']);
  const third = life(second.kept, 6_000);
  await third.sees(stored(job, 2_000));
  expect(third.shown).toEqual([]);
});

test('what a background was killed with before it could tell it is told by the next one', async () => {
  const [failed, done] = [old({ name: 'failed' }), old({ name: 'done' })];
  const first = life();
  await first.sees(failed, done);
  const ended = [now(failed, { state: 'failed', endedAtMs: 1_500 }), stored(done, 1_600)] as const;
  await first.seesLast(...ended);
  expect(first.shown).toEqual([]);
  const second = life(first.kept, 2_000);
  // Its journal is read only after it was first looked at it.
  await second.sees();
  await second.sees(...ended);
  expect(namesIn(second.shown)).toEqual(['failed', 'done']);
});

test('an end that was told, or seen on a page, is not told again after a restart', async () => {
  const job = old({ name: 'a', state: 'uploading' });
  const first = life();
  await first.sees(job);
  await first.sees(stored(job, 1_500));
  expect(first.shown).toHaveLength(1);
  const second = life(first.kept, 2_000);
  const other = old({ name: 'b', state: 'uploading' });
  await second.sees(stored(job, 1_500), other);
  second.world.isSeen = true;
  await second.sees(stored(job, 1_500), stored(other, 2_500));
  const third = life(second.kept, 3_000);
  await third.sees(stored(job, 1_500), stored(other, 2_500));
  expect([...second.shown, ...third.shown]).toEqual([]);
});

test('at the first run ever all that has ended is history, and so is what ended more than an hour ago', async () => {
  const job = old({ name: 'a' });
  const first = life({ ids: [] }, 1_000);
  await first.sees(stored(job, 900));
  expect(first.shown).toEqual([]);
  const [late, young] = [old({ name: 'late' }), old({ name: 'young' })];
  const second = life(first.kept, 2 * HOUR_MS);
  await second.sees(stored(job, 900), stored(late, HOUR_MS), stored(young, HOUR_MS + 1));
  expect(namesIn(second.shown)).toEqual(['young']);
});

test('where it can’t be kept what was told, nothing of earlier is told: it would be again at each start', async () => {
  const full = life({ ids: [], toldMs: 1 }, 1_000);
  full.world.isFull = true;
  const job = old({ name: 'a', state: 'uploading' });
  await full.sees(stored(old({}), 900), job);
  expect(full.shown).toEqual([]);
  await full.sees(stored(job, 1_100));
  expect(namesIn(full.shown)).toEqual(['a']);
});

test('what waits for the person is told once, also when it is found so after a restart', async () => {
  const job = old({ name: 'a', ...waiting });
  const first = life();
  await first.sees(job);
  expect(first.shown).toHaveLength(1);
  const second = life(first.kept);
  await second.sees(job);
  expect(second.shown).toEqual([]);
  await second.sees(now(job, { state: 'queued' }));
  await second.sees(job);
  expect(second.shown).toHaveLength(1);
});

test('who sees the uploads, or wants no such news, is told nothing', async () => {
  const job = old({ state: 'uploading' });
  const seen = life();
  seen.world.isSeen = true;
  await seen.sees(job);
  await seen.sees(now(job, { state: 'failed' }));
  expect(seen.shown).toEqual([]);
  const unwanted = life();
  unwanted.world.wanted = { ended: true, failed: false, waiting: true };
  await unwanted.sees(job);
  await unwanted.sees(now(job, { state: 'failed' }));
  expect(unwanted.shown).toEqual([]);
});

test('several that end together are one notification, which leads to one of them', async () => {
  const jobs = ['a', 'b', 'c', 'd'].map((name) => old({ name }));
  const { sees, shown } = life();
  await sees(...jobs);
  await sees(...jobs.map((job) => now(job, { state: 'succeeded' })));
  expect(shown).toEqual([
    { id: `upload:${jobs[0]?.id}`, title: 'heardEndedMany_other 4', message: 'a\nb\nc' },
  ]);
});

test('that the links are on the clipboard is told when those of all are', async () => {
  const [a, b] = [old({ name: 'a' }), old({ name: 'b' })];
  for (const onClipboard of [[], [a.id], [a.id, b.id]]) {
    const { sees, shown, world } = life();
    world.onClipboard = onClipboard;
    await sees(a, b);
    await sees(now(a, { state: 'succeeded' }), now(b, { state: 'succeeded' }));
    await sees(now(a, { state: 'failed' }), b);
    const isTold = onClipboard.length === 2;
    expect(shown.map(({ message }) => message)).toEqual([
      isTold ? 'a\nb\ncopiedByItself_other 2' : 'a\nb',
      'a',
    ]);
  }
});

test('U5, M17: a name is plain text that hides nothing, and no link, key or word of a server is told', async () => {
  const name = `<img src=x onerror=alert(1)>\u202E${'n'.repeat(500)}.png`;
  const job = old({ name });
  const { sees, shown } = life();
  await sees(job);
  const details = { serverText: 'CANARY-TEXT', origin: 'https://canary.example', step: 'start', status: 400 };
  await sees(now(job, { state: 'failed', error: { code: 'rejected', message: 'CANARY-MESSAGE', details } }));
  const link = 'https://canary.example/h';
  await sees(now(job, { state: 'succeeded', link, file: { handle: 'CANARY', url: link } }));
  expect(shown).toHaveLength(2);
  expect(JSON.stringify(shown)).not.toMatch(/canary/i);
  const [title, ...rest] = shown[0]?.message.split('\n') ?? [];
  expect(title).toMatch(/^<img src=x onerror=alert\(1\)>\[U\+202E\]n+…$/);
  expect(title).toHaveLength(100);
  expect(rest).toEqual(['errorRejectedTitle']);
});
