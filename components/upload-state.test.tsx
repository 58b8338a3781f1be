// @vitest-environment happy-dom
import { render } from 'preact';
import { expect, test, vi } from 'vitest';
import type { JobView } from '../lib/protocol/messages.ts';
import { sampleView } from '../lib/ui/testing/sample-view.ts';

vi.mock('wxt/browser', () => ({
  browser: {
    i18n: { getMessage: (key: string, facts: readonly string[] = []) => [key, ...facts].join(' ').trim() },
  },
}));
const { UploadState } = await import('./upload-state.tsx');

function linesOf(view: Partial<JobView>): readonly (string | null)[] {
  const root = document.createElement('main');
  render(<UploadState job={sampleView(view)} />, root);
  return [...root.querySelectorAll('span')].map((line) => line.textContent);
}

const soon = () => Date.now() + 5_000;

test('a retry is told with what failed, which try of how many it is, and when', () => {
  const error = { code: 'throttled', message: '', details: {} } as const;
  const retry = { tries: { number: 2, total: 11 }, untilMs: soon(), error };
  expect(linesOf({ state: 'uploading', retry })).toEqual([
    'stateUploading 1 3',
    'errorThrottledTitle',
    'nextTryOf 2 11 5 sec',
  ]);
});

test('a wait before a retry names it once, and a wait for the server only its end', () => {
  const waiting = { reason: 'backoff', untilMs: soon() } as const;
  expect(linesOf({ state: 'waiting', waiting, retry: { tries: { number: 3, total: 11 } } })).toEqual([
    'waitBackoff',
    'partsStored 1 3',
    'nextTryOf 3 11 5 sec',
  ]);
  expect(linesOf({ state: 'waiting', waiting: { reason: 'provider', untilMs: soon() } })).toEqual([
    'waitProvider',
    'partsStored 1 3',
    'nextTry 5 sec',
  ]);
});

test('a paused upload still tells how much of it is stored', () => {
  expect(linesOf({ state: 'paused' })).toEqual(['statePaused', 'partsStored 1 3']);
});

test('U13: what was cancelled too late to know is said to be stored, perhaps', () => {
  expect(linesOf({ state: 'cancelled', mayBeStored: true })).toEqual(['stateCancelledLate']);
  expect(linesOf({ state: 'cancelled' })).toEqual(['stateCancelled']);
});
