// @vitest-environment happy-dom

import { render } from 'preact';
import { afterEach, expect, test, vi } from 'vitest';
import type { JobId } from '../lib/core/job.ts';
import { defaultLinkSettings } from '../lib/protocol/link-settings.ts';
import type { Reply, Request, Snapshot } from '../lib/protocol/messages.ts';
import type { PagePicture } from '../lib/protocol/page-pictures.ts';
import { defaultProfile } from '../lib/protocol/profile.ts';
import { viewOfProfile } from '../lib/protocol/profile-view.ts';
import type { BackgroundClient } from '../lib/ui/background-client.ts';
import type { PickerSource } from '../lib/ui/picker-source.ts';
import { PermissionsContext } from './permissions-context.ts';

vi.mock('wxt/browser', () => ({
  browser: { i18n: { getMessage: (key: string, texts: readonly string[]) => [key, ...texts].join(' ') } },
}));
const { PickerApp } = await import('./picker-app.tsx');

afterEach(() => {
  render(null, document.body);
});

const pictureOf = (name: string): PagePicture => ({
  ...{ tabId: 1, frameId: 0, ref: name, kind: 'image', width: 1, height: 1, alt: '' },
  ...{ frameUrl: 'https://site.example/', tabUrl: 'https://site.example/', tabTitle: 'A site' },
  ...{ url: `https://cdn.example/${name}`, origin: 'elsewhere', otherSites: ['https://cdn.example'] },
});

const snapshotOf = (files: number): Snapshot => ({
  ...{ revision: 1, quarantined: 0, isUnavailable: false, isReadOnly: false },
  ...{ isHistoryCleared: false, jobs: [], hasOlder: false, bandwidthLimit: null },
  links: defaultLinkSettings,
  confirmOver: { bytes: 1e9, files },
  profiles: [viewOfProfile({ ...defaultProfile, apiKey: 'key' })],
});

const jobIds = (...ids: readonly (string | null)[]): Reply => ({
  kind: 'pictures-added',
  jobIds: ids.map((id) => id as JobId | null),
});

/** The page of a tab with these pictures; the background answers, and the person allows, when told to. */
async function open({ confirmFiles = 100, names = ['a.png', 'b.png', 'c.png'], hasSnapshot = true } = {}) {
  const sent: Extract<Request, { type: 'add-pictures' }>[] = [];
  const replies: ((reply: Reply) => void)[] = [];
  const asked: (readonly string[])[] = [];
  const answers: ((isAllowed: boolean) => void)[] = [];
  let show = (_snapshot: Snapshot): void => undefined;
  const unused = () => Promise.reject(new Error('nobody asks for that'));
  const client: BackgroundClient = {
    addFile: unused,
    attachFile: unused,
    uploadAgain: unused,
    async send(request) {
      if (request.type !== 'add-pictures') return { kind: 'done' };
      sent.push(request);
      return await new Promise((resolve) => void replies.push(resolve));
    },
    watch(onSnapshot) {
      show = onSnapshot;
      if (hasSnapshot) show(snapshotOf(confirmFiles));
    },
  };
  const source: PickerSource = {
    list: async (tabId) => ({ tabId, title: 'A site', pictures: names.map(pictureOf), isCut: false }),
    thumbnails: async (pictures) => pictures.map(() => ({ src: null, width: 1, height: 1 })),
    askForTabs: async () => false,
    otherTabs: async () => [],
  };
  const permissions = {
    canAsk: async () => false,
    ask: async () => false,
    watch: () => () => undefined,
    askAll(origins: readonly string[]) {
      asked.push(origins);
      return new Promise<boolean>((resolve) => void answers.push(resolve));
    },
  };
  render(
    <PermissionsContext.Provider value={permissions}>
      <PickerApp
        client={client}
        source={source}
        tabId={1}
        onOpenUploads={() => undefined}
        onOpenOptions={() => undefined}
      />
    </PermissionsContext.Provider>,
    document.body,
  );
  await vi.waitFor(() => expect(document.querySelectorAll('.tile')).toHaveLength(names.length));
  return { sent, replies, asked, answers, showSnapshot: () => show(snapshotOf(confirmFiles)) };
}

const settled = () => new Promise((resolve) => setTimeout(resolve, 50));

function button(text: string): HTMLButtonElement {
  const found = [...document.querySelectorAll('button')].find(({ textContent }) =>
    textContent.startsWith(text),
  );
  if (found === undefined) throw new Error(`there is no button ${text}`);
  return found;
}

async function selectAll(): Promise<void> {
  document.querySelector<HTMLInputElement>('.picker-bar input[type=checkbox]')?.click();
  await settled();
}

const selected = () =>
  [...document.querySelectorAll('.tile:has(input:checked) .tile-name')].map(({ textContent }) => textContent);

test('a second click, while the browser asks or the background works, uploads nothing twice', async () => {
  const { sent, replies, answers } = await open();
  await selectAll();
  button('uploadSelected').click();
  await settled();
  button('uploadSelected').click();
  await settled();
  answers.forEach((answer) => void answer(true));
  await settled();
  button('uploadSelected').click();
  await settled();
  expect(sent.map(({ pictures }) => pictures.map(({ ref }) => ref))).toEqual([['a.png', 'b.png', 'c.png']]);
  expect(selected()).toEqual([]);
  replies.forEach((reply) => void reply(jobIds('1', '2', '3')));
  await settled();
  expect(selected()).toEqual([]);
  expect(document.querySelector('.refusals')?.textContent).toBe('');
});

test('what could not be begun is selected again and told; what was begun is not', async () => {
  const { replies, answers } = await open();
  await selectAll();
  button('uploadSelected').click();
  answers.forEach((answer) => void answer(false));
  await settled();
  replies.forEach((reply) => void reply(jobIds('1', null, '3')));
  await settled();
  expect(selected()).toEqual(['b.png']);
  expect(document.querySelector('.refusals')?.textContent).toBe('pickerSomeFailed 1');
});

test('when the background takes nothing, all is selected again', async () => {
  const { replies, answers } = await open();
  await selectAll();
  button('uploadSelected').click();
  answers.forEach((answer) => void answer(true));
  await settled();
  replies.forEach((reply) => void reply({ kind: 'refused', refusal: 'failed' }));
  await settled();
  expect(selected()).toEqual(['a.png', 'b.png', 'c.png']);
  expect(document.querySelector('.refusals')?.textContent).toBe('pickerFailed');
});

test('sites are asked for in the click itself: on the button, or on the “yes” where there is a question', async () => {
  const { asked } = await open();
  await selectAll();
  button('uploadSelected').click();
  expect(asked).toEqual([['https://cdn.example']]);
  render(null, document.body);

  const much = await open({ confirmFiles: 2 });
  await selectAll();
  button('uploadSelected').click();
  await settled();
  // Nobody is asked twice about the same pictures.
  button('uploadSelected').click();
  await settled();
  expect(much.asked).toEqual([]);
  document.querySelector<HTMLButtonElement>('dialog .primary')?.click();
  expect(much.asked).toEqual([['https://cdn.example']]);
  much.answers.forEach((answer) => void answer(true));
  await settled();
  expect(much.sent.map(({ pictures }) => pictures.length)).toEqual([3]);
});

test('as long as nobody knows the person’s limits nothing is uploaded, not even later without a click', async () => {
  const { asked, sent, showSnapshot } = await open({ hasSnapshot: false });
  await selectAll();
  expect(button('uploadSelected').disabled).toBe(true);
  button('uploadSelected').click();
  showSnapshot();
  await settled();
  expect([asked, sent]).toEqual([[], []]);
  expect(button('uploadSelected').disabled).toBe(false);
});

test('the window is called after the page', async () => {
  await open();
  await vi.waitFor(() => expect(document.title).toBe('pickerPageTitle A site'));
});
