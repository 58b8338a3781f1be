// @vitest-environment happy-dom
import { render } from 'preact';
import { afterEach, expect, test, vi } from 'vitest';
import { everything } from '../lib/core/history-query.ts';
import { sampleView } from '../lib/ui/testing/sample-view.ts';
import type { HistorySearch } from './use-history.ts';

vi.mock('wxt/browser', () => ({ browser: { i18n: { getMessage: (key: string) => key } } }));
const { HistoryTools } = await import('./history-tools.tsx');

afterEach(() => {
  render(null, document.body);
});

const settled = () => new Promise((resolve) => setTimeout(resolve, 20));

const history: HistorySearch = {
  ...{ query: everything, rows: [], hasMore: false, count: 0 },
  status: 'there',
  ...{ onQuery: () => undefined, onMore: () => undefined, forget: () => undefined },
};

test.each([
  ['uploading', 0],
  ['succeeded', 1],
] as const)(
  'of an upload that is %s, the history asks %i times whether it is to be cleared',
  async (state, dialogs) => {
    const client = { send: async () => ({ kind: 'done' }) as const };
    render(
      <HistoryTools client={client} told={[sampleView({ state })]} selected={[]} history={history} />,
      document.body,
    );
    const buttons = [...document.querySelectorAll('button')];
    buttons.find(({ textContent }) => textContent === 'clearHistory')?.click();
    await settled();
    expect(document.querySelectorAll('dialog')).toHaveLength(dialogs);
  },
);
