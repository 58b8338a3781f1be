// @vitest-environment happy-dom
import { render } from 'preact';
import { afterEach, expect, test, vi } from 'vitest';
import { defaultLinkSettings } from '../lib/protocol/link-settings.ts';
import type { Snapshot } from '../lib/protocol/messages.ts';
import { defaultProfile } from '../lib/protocol/profile.ts';
import { viewOfProfile } from '../lib/protocol/profile-view.ts';

vi.mock('wxt/browser', () => ({ browser: { i18n: { getMessage: (key: string) => key } } }));
const { Uploads } = await import('./uploads.tsx');

afterEach(() => {
  render(null, document.body);
});

const nothing: Snapshot = {
  ...{ revision: 1, quarantined: 0, isUnavailable: false, isReadOnly: false },
  ...{ isHistoryCleared: false, jobs: [], hasOlder: false, bandwidthLimit: null },
  links: defaultLinkSettings,
  confirmOver: { bytes: 1e9, files: 100 },
  profiles: [viewOfProfile(defaultProfile)],
};
const ignore = () => undefined;
const actions = {
  ...{ onCommand: ignore, onRemove: ignore, onFileAgain: ignore, onAgain: ignore, onAllow: ignore },
  onOpenOptions: ignore,
};

test.each([
  [false, 'noUploads'],
  [true, ''],
])(
  'that there are no uploads is said only where the list could be read; unreadable: %s',
  (isUnavailable, said) => {
    const client = { send: async () => ({ kind: 'done' }) as const };
    render(
      <Uploads client={client} snapshot={{ ...nothing, isUnavailable }} actions={actions} hasTools={false} />,
      document.body,
    );
    expect(document.body.textContent).toBe(said);
  },
);
