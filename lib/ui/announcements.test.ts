import fc from 'fast-check';
import { expect, test, vi } from 'vitest';
import type { JobView } from '../protocol/messages.ts';
import { sampleView } from './testing/sample-view.ts';

vi.mock('wxt/browser', () => ({
  browser: {
    i18n: { getMessage: (key: string, facts: readonly string[] = []) => [key, ...facts].join(' ').trim() },
  },
}));
const { announcementsOf } = await import('./announcements.ts');

const [a, b, c] = ['a', 'b', 'c'].map((name) => sampleView({ name })) as [JobView, JobView, JobView];
const silence = { polite: [], assertive: [] };
const heard = (before: readonly JobView[], after: readonly JobView[]) => announcementsOf(before, after, 0);
const ended = (job: JobView): JobView => ({ ...job, state: 'succeeded' });

test('of one upload its name is told, of several how many', () => {
  expect(heard([a], [ended(a)])).toEqual({ polite: ['heardEnded \u2068a\u2069'], assertive: [] });
  expect(heard([a, b, c], [a, b, c].map(ended)).polite).toEqual(['heardEndedMany_other 3']);
  expect(heard([], [a, b]).polite).toEqual(['heardStartedMany_other 2']);
});

test('a failure is told at once, with what is wrong and what to do', () => {
  const error = { code: 'clock-skew', message: '', details: {} } as const;
  const failed: JobView = { ...a, state: 'failed', canRetry: true, error };
  expect(heard([a, b], [failed, ended(b)])).toEqual({
    polite: ['heardEnded \u2068b\u2069'],
    assertive: ['heardFailed \u2068a\u2069 errorClockSkewTitle. doSetClock'],
  });
});

test('what waits for the person says for what, and what goes on by itself says nothing', () => {
  const waits = (reason: 'permission' | 'backoff'): JobView => ({
    ...a,
    state: 'waiting',
    waiting: { reason },
  });
  expect(heard([a], [waits('permission')]).polite).toEqual(['heardWaiting \u2068a\u2069 waitPermission']);
  expect(heard([a], [waits('backoff')])).toEqual(silence);
});

test('no progress whatever is told', () => {
  fc.assert(
    fc.property(fc.nat(30_000_000), fc.nat(3), (sentBytes, storedParts) => {
      expect(heard([a, b], [{ ...a, sentBytes, storedParts }, b])).toEqual(silence);
    }),
  );
});

test('a name that turns the direction of text is spelt out', () => {
  const job = sampleView({ name: 'gpj\u202Eexe' });
  expect(heard([job], [ended(job)]).polite[0]).toBe('heardEnded \u2068gpj[U+202E]exe\u2069');
});
