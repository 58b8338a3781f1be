// @vitest-environment happy-dom
import { render } from 'preact';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { LinkSettings } from '../lib/protocol/link-settings.ts';
import type { JobView, LinksCopy } from '../lib/protocol/messages.ts';
import { sampleView } from '../lib/ui/testing/sample-view.ts';

vi.mock('wxt/browser', () => ({ browser: { i18n: { getMessage: (key: string) => key } } }));
const { AutomaticCopy } = await import('./automatic-copy.tsx');

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  render(null, document.body);
  vi.restoreAllMocks();
  vi.useRealTimers();
});

const job = sampleView({ name: 'a.png', mimetype: 'image/png', createdAtMs: Date.now() + 1000 });
const ended: JobView = { ...job, state: 'succeeded', link: 'https://cdn.example/a' };
const settings: LinkSettings = { format: 'markdown', template: '', copiesByItself: true };

async function show(
  jobs: readonly JobView[],
  links: LinkSettings,
  backgroundCopies?: { readonly last?: LinksCopy },
): Promise<void> {
  const snapshot = { jobs: [...jobs], links, ...(backgroundCopies && { backgroundCopies }) };
  render(<AutomaticCopy snapshot={snapshot} />, document.body);
  await vi.advanceTimersByTimeAsync(50);
}
const said = () => document.querySelector('[role=status]')?.textContent;

test('the link of an upload that has just ended is copied in the person’s format, and that is said', async () => {
  const write = vi.spyOn(navigator.clipboard, 'writeText').mockResolvedValue();
  await show([job], settings);
  await show([ended], settings);
  expect(write).toHaveBeenCalledExactlyOnceWith('[a.png](https://cdn.example/a)');
  expect(said()).toBe('copiedByItself_one');
});

test('what the browser did not let us copy is said, and nothing is copied that nobody wants', async () => {
  const write = vi.spyOn(navigator.clipboard, 'writeText').mockRejectedValue(new Error('no focus'));
  await show([job], settings);
  await show([ended], settings);
  expect(said()).toBe('notCopiedByItself_one');
  render(null, document.body);
  const off = { ...settings, copiesByItself: false };
  await show([job], off);
  await show([ended], off);
  expect(write).toHaveBeenCalledOnce();
});

test('where the background may copy, the page leaves it to it and says what became of it, once', async () => {
  const write = vi.spyOn(navigator.clipboard, 'writeText').mockResolvedValue();
  const earlier = { atMs: Date.now() - 1, links: 1, isOnClipboard: true };
  await show([job], settings, { last: earlier });
  await show([ended], settings, { last: earlier });
  expect(said()).toBe('');
  await show([ended], settings, { last: { atMs: Date.now(), links: 2, isOnClipboard: true } });
  expect(said()).toBe('copiedByItself_other');
  expect(write).not.toHaveBeenCalled();
});

test('what the background failed to copy, the page copies', async () => {
  const write = vi.spyOn(navigator.clipboard, 'writeText').mockResolvedValue();
  await show([job], settings, {});
  await show([ended], settings, {});
  const last = { atMs: Date.now(), links: 1, isOnClipboard: false };
  await show([ended], settings, { last });
  await show([ended], settings, { last });
  expect(write).toHaveBeenCalledExactlyOnceWith('[a.png](https://cdn.example/a)');
  expect(said()).toBe('copiedByItself_one');
});

test('what a background that was killed did not copy, the page copies after a while, if that is wanted', async () => {
  const write = vi.spyOn(navigator.clipboard, 'writeText').mockResolvedValue();
  await show([job], settings, {});
  await show([ended], settings, {});
  await vi.advanceTimersByTimeAsync(4_000);
  expect(write).not.toHaveBeenCalled();
  await vi.advanceTimersByTimeAsync(2_000);
  expect(write).toHaveBeenCalledExactlyOnceWith('[a.png](https://cdn.example/a)');
  render(null, document.body);
  const off = { ...settings, copiesByItself: false };
  await show([job], off, {});
  await show([ended], off, {});
  await vi.advanceTimersByTimeAsync(10_000);
  expect(write).toHaveBeenCalledOnce();
});
