// @vitest-environment happy-dom
import { render } from 'preact';
import { act } from 'preact/test-utils';
import { expect, test, vi } from 'vitest';
import { sampleView } from '../lib/ui/testing/sample-view.ts';

vi.mock('wxt/browser', () => ({
  browser: {
    i18n: { getMessage: (key: string, facts: readonly string[] = []) => [key, ...facts].join(' ').trim() },
  },
}));
const { UploadProgress } = await import('./upload-progress.tsx');

test('bar and text keep what was shown when the background knows less, and begin anew with the upload', async () => {
  const root = document.createElement('main');
  const job = sampleView();
  const shown: unknown[] = [];
  for (const facts of [{ sentBytes: 20_000_000 }, { sentBytes: 10_000_000 }, { sentBytes: 0, restarts: 1 }]) {
    await act(() => render(<UploadProgress job={{ ...job, ...facts }} />, root));
    shown.push([root.querySelector('progress')?.value, root.querySelector('p')?.textContent]);
  }
  expect(shown).toEqual([
    [20_000_000, expect.stringContaining('20')],
    [20_000_000, expect.stringContaining('20')],
    [0, ''],
  ]);
});
