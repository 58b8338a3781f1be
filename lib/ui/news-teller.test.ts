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
function life(kept: { ids: readonly JobId[] } = { ids: [] }, nowMs = 1_000) {
  const shown: NoticeText[] = [];
  const world = { isSeen: false, wanted: { ended: true, failed: true, waiting: true } };
  let due: (() => void) | undefined;
  const look = createNewsTeller({
    waits: {
      read: async () => kept.ids,
      keep: async (ids) => {
        kept.ids = ids;
      },
    },
    wanted: async () => world.wanted,
    isPageSeen: async () => world.isSeen,
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
