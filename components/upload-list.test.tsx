// @vitest-environment happy-dom
import { render } from 'preact';
import { afterEach, expect, test, vi } from 'vitest';
import { defaultLinkSettings } from '../lib/protocol/link-settings.ts';
import { sampleView } from '../lib/ui/testing/sample-view.ts';
import { SCREENFUL, UploadList } from './upload-list.tsx';

vi.mock('wxt/browser', () => ({ browser: { i18n: { getMessage: (key: string) => key } } }));

const nothing = () => undefined;
const actions = {
  ...{ onCommand: nothing, onRemove: nothing, onFileAgain: nothing, onAgain: nothing, onAllow: nothing },
  onOpenOptions: nothing,
};

afterEach(() => render(null, document.body));

test('of many uploads those are drawn first that a screen has room for, and all of them soon', async () => {
  const rows = Array.from({ length: SCREENFUL + 5 }, (_, index) => sampleView({ name: `${index}.bin` }));
  render(<UploadList rows={rows} links={defaultLinkSettings} actions={actions} />, document.body);
  const shown = () => [...document.querySelectorAll('.upload-name')].map(({ textContent }) => textContent);
  expect(shown()).toEqual(rows.slice(0, SCREENFUL).map(({ name }) => name));
  await vi.waitFor(() => expect(shown()).toEqual(rows.map(({ name }) => name)));
});
