import fc from 'fast-check';
import { expect, test, vi } from 'vitest';
import { jobStateNames } from '../core/job.ts';
import { sampleView } from './testing/sample-view.ts';

vi.mock('wxt/browser', () => ({
  browser: {
    i18n: { getMessage: (key: string, facts: readonly string[] = []) => [key, ...facts].join(' ').trim() },
  },
}));
const { badgeOf } = await import('./badge-of.ts');

const MB = 1_000_000;
const stored = { state: 'succeeded', sizeBytes: 10 * MB, sentBytes: 10 * MB, elapsedMs: 5_000 } as const;
const moving = { state: 'uploading', sizeBytes: 10 * MB } as const;
const failed = { state: 'failed' } as const;
const asking = { state: 'waiting', waiting: { reason: 'credentials' } } as const;

test('while uploads move it shows how much of all of them is sent', () => {
  const views = [
    sampleView({ ...moving, sentBytes: 9 * MB }),
    sampleView({ ...moving, sizeBytes: 30 * MB, sentBytes: 3 * MB }),
  ];
  expect(badgeOf(views)).toEqual({
    text: '30%',
    tone: 'under-way',
    title: 'extensionName · badgeUnderWay_other 2 30%',
  });
});

test('what was stored meanwhile still counts, and what was stored before does not', () => {
  const views = [
    sampleView({ ...stored, createdAtMs: 1_000 }),
    sampleView({ ...stored, createdAtMs: 10_000 }),
    sampleView({ ...moving, createdAtMs: 12_000, sentBytes: 0 }),
  ];
  expect(badgeOf(views).text).toBe('50%');
});

test('when nothing moves it shows what waits for the person, and then how many have failed', () => {
  expect(badgeOf([sampleView(asking), sampleView(failed)])).toEqual({
    text: '?',
    tone: 'waiting',
    title: 'extensionName · badgeWaiting_one 1 · badgeFailed_one 1',
  });
  expect(badgeOf([sampleView(failed), sampleView(failed)])).toMatchObject({ text: '2', tone: 'failed' });
  expect(badgeOf([sampleView(stored), sampleView({ state: 'paused' })])).toMatchObject({
    text: '',
    title: 'extensionName',
  });
});

test('failures are told in words while others move', () => {
  expect(badgeOf([sampleView(moving), sampleView(failed)]).title).toContain('badgeFailed_one 1');
});

test('its text is never longer than four characters, and full only when nothing moves', () => {
  const view = fc
    .record({
      state: fc.constantFrom(...jobStateNames),
      sizeBytes: fc.nat(),
      sentBytes: fc.nat(),
      createdAtMs: fc.nat(),
      elapsedMs: fc.nat(),
    })
    .map((facts) => sampleView({ ...facts, sentBytes: Math.min(facts.sentBytes, facts.sizeBytes) }));
  fc.assert(
    fc.property(fc.array(view), (views) => {
      expect(badgeOf(views).text).toMatch(/^(|\?|\d{1,2}%|\d{1,3})$/);
    }),
  );
});
