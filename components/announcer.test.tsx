// @vitest-environment happy-dom
import { render } from 'preact';
import { act } from 'preact/test-utils';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { JobView } from '../lib/protocol/messages.ts';
import { sampleView } from '../lib/ui/testing/sample-view.ts';

vi.mock('wxt/browser', () => ({
  browser: {
    i18n: { getMessage: (key: string, facts: readonly string[] = []) => [key, ...facts].join(' ').trim() },
  },
}));
const { Announcer } = await import('./announcer.tsx');

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

const root = document.createElement('main');
const show = (jobs: readonly JobView[] | undefined) => act(() => render(<Announcer jobs={jobs} />, root));
const pass = (ms: number) =>
  act(() => {
    vi.advanceTimersByTime(ms);
  });
const textOf = (selector: string) => root.querySelector(selector)?.textContent;

test('what ends one after the other is told together, in one region that waits for a pause', async () => {
  const jobs = ['a', 'b', 'c'].map((name) => sampleView({ name, createdAtMs: 1 }));
  const ended = jobs.map((job): JobView => ({ ...job, state: 'succeeded' }));
  await show(undefined);
  await show(jobs);
  await pass(1_000);
  expect(textOf('[role=status]')).toBe('');
  for (const count of [1, 2, 3]) {
    await show([...ended.slice(0, count), ...jobs.slice(count)]);
    await pass(100);
  }
  await pass(1_000);
  expect(textOf('[role=status]')).toBe('heardEndedMany_other 3');
  expect(textOf('[aria-live=assertive]')).toBe('');
});
