// @vitest-environment happy-dom
import { render } from 'preact';
import { afterEach, expect, test, vi } from 'vitest';
import type { StoreOptions } from '../lib/core/store-options.ts';

vi.mock('wxt/browser', () => ({
  browser: { i18n: { getMessage: (key: string, texts: readonly string[]) => [key, ...texts].join(' ') } },
}));
const { PolicyExplained } = await import('./policy-explained.tsx');

const expiry = 1893456000;
let now = (expiry - 3600) * 1000;
const nowMs = () => now;
const root = document.body.appendChild(document.createElement('main'));
afterEach(() => {
  render(null, root);
  vi.useRealTimers();
});

function show(policy: object | string, store: Partial<StoreOptions> = {}): string {
  const text = typeof policy === 'string' ? policy : Buffer.from(JSON.stringify(policy)).toString('base64');
  render(<PolicyExplained policy={text} store={{ location: 's3', ...store }} nowMs={nowMs} />, root);
  return root.textContent ?? '';
}

test('says what a policy allows, for whom and until when', () => {
  const text = show(
    { expiry, call: ['pick', 'dance'], path: 'a/', container: 'c', maxSize: 2_000_000, handle: 'h1' },
    { path: 'b/', container: 'c' },
  );
  for (const part of ['callPick', 'callUnknown', 'policyAtMost 2 MB', 'h1', 'policyFits', '01:00:00'])
    expect(text).toContain(part);
  expect(text).toContain('policyOtherPath \u2068b/\u2069');
  expect(text).toContain('policyNoteExpiresSoon');
});

test('shows nothing for no policy and for one that can’t be read', () => {
  for (const policy of ['', ' ', 'policy={}', { call: ['pick'] }]) expect(show(policy)).toBe('');
});

test('ticks once a second in a place that is never read out by itself, and says when it is over', async () => {
  vi.useFakeTimers();
  now = (expiry - 2) * 1000;
  show({ expiry });
  const left = root.querySelector('.policy-left');
  expect(left?.getAttribute('aria-live')).toBe('off');
  expect(
    root.querySelector('[role=status], [role=alert], [aria-live=polite], [aria-live=assertive]'),
  ).toBeNull();
  expect(left?.textContent).toContain('00:00:02');
  for (const shown of ['00:00:01', 'policyHasExpired']) {
    now += 1000;
    await vi.advanceTimersByTimeAsync(1000);
    await vi.waitFor(() => expect(root.querySelector('.policy-left')?.textContent).toContain(shown));
  }
  expect(root.textContent).toContain('policyNoteExpired');
});

test('M13: the texts of a policy are only text, with what turns them round made visible', () => {
  const text = show({
    expiry,
    path: '<img src=x onerror=alert(1)>\u202e',
    handle: '<b>h</b>',
    call: ['<i>'],
  });
  expect(root.querySelector('img, b, i')).toBeNull();
  expect(text).toContain('<img src=x onerror=alert(1)>[U+202E]');
});
