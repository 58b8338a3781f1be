// @vitest-environment happy-dom
import { render } from 'preact';
import { afterEach, expect, test, vi } from 'vitest';
import type { JobView } from '../lib/protocol/messages.ts';
import { sampleView } from '../lib/ui/testing/sample-view.ts';

vi.mock('wxt/browser', () => ({ browser: { i18n: { getMessage: (key: string) => key } } }));
const { AgainButton } = await import('./again-button.tsx');

afterEach(() => render(null, document.body));

function isOffered(facts: Partial<JobView>): boolean {
  render(<AgainButton job={sampleView(facts)} onAgain={() => undefined} />, document.body);
  return document.querySelector('button') !== null;
}

test('what is over is offered to be uploaded again, and nothing else', () => {
  expect(isOffered({ state: 'succeeded' })).toBe(true);
  expect(isOffered({ state: 'failed' })).toBe(true);
  expect(isOffered({ state: 'failed', canRetry: true })).toBe(false);
  expect(isOffered({ state: 'uploading' })).toBe(false);
});

test('of what was captured on a page only what has an address: nobody has the rest as a file', () => {
  const pageUrl = 'https://news.example/';
  expect(isOffered({ state: 'succeeded', pageUrl })).toBe(false);
  expect(isOffered({ state: 'failed', pageUrl, webOrigin: 'https://cdn.example' })).toBe(true);
});
