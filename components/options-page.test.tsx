// @vitest-environment happy-dom
import { render } from 'preact';
import { beforeEach, expect, test, vi } from 'vitest';
import { mergeEdit } from '../lib/core/merge-edit.ts';
import type { StoreOptions } from '../lib/core/store-options.ts';
import type { SaveEdit } from '../lib/protocol/edit-outcome.ts';
import { parse } from '../lib/protocol/parse.ts';
import { defaultSettings, type Settings, settingsSchema } from '../lib/protocol/settings.ts';
import { changeProfile } from '../lib/ui/change-profile.ts';

vi.mock('wxt/browser', () => ({
  browser: {
    i18n: {
      getMessage: (key: string, values: readonly string[] = []) => [key, ...values].join(' '),
      getUILanguage: () => 'en',
    },
  },
}));
const { OptionsPage } = await import('./options-page.tsx');

let stored: Settings;
let watchers: Set<(settings: Settings) => void>;
let isDiskFull: boolean;

const saveEdit: SaveEdit = async (shown, wanted, kind) => {
  if (isDiskFull) throw new Error('no room');
  const { merged, overwrites } = mergeEdit(stored, shown, wanted);
  if (overwrites && kind === 'careful') return { kind: 'conflict', settings: stored };
  store(parse(settingsSchema, merged, 'settings'));
  return { kind: 'saved', settings: stored };
};
/** As another page does it. */
function store(settings: Settings): void {
  stored = settings;
  for (const tell of watchers) tell(settings);
}

const storeOf = () => stored.profiles[0].store;
const withStore = (change: Partial<StoreOptions>) =>
  changeProfile(stored, stored.profiles[0].id, (profile) => ({
    ...profile,
    store: { ...profile.store, ...change },
  }));

async function open(unreadable?: unknown): Promise<void> {
  document.body.replaceChildren();
  const place = document.body.appendChild(document.createElement('div'));
  render(
    <OptionsPage
      initial={stored}
      saveEdit={saveEdit}
      unreadable={unreadable}
      watch={(changed) => {
        watchers.add(changed);
        return () => watchers.delete(changed);
      }}
    />,
    place,
  );
  await vi.waitFor(() => expect(watchers.size).toBe(1));
}

beforeEach(() => {
  stored = defaultSettings;
  watchers = new Set();
  isDiskFull = false;
});

function input(label: string): HTMLInputElement {
  const found = [...document.querySelectorAll('label')].find(({ textContent }) => textContent === label);
  const field = document.getElementById(found?.htmlFor ?? '');
  if (!(field instanceof HTMLInputElement)) throw new Error(`there is no field ${label}`);
  return field;
}
const enter = (label: string, text: string) => {
  input(label).value = text;
  input(label).dispatchEvent(new Event('input', { bubbles: true }));
  return drawn();
};
const leave = (label: string) => input(label).dispatchEvent(new Event('blur'));
const drawn = () => new Promise((resolve) => setTimeout(resolve));
const fill = async (label: string, text: string) => {
  await enter(label, text);
  leave(label);
};
const said = (role: 'status' | 'alert') => document.querySelector(`.save-note [role=${role}]`)?.textContent;
const says = (role: 'status' | 'alert', text: string) => vi.waitFor(() => expect(said(role)).toContain(text));
function press(name: string): void {
  const button = [...document.querySelectorAll('button')].find(
    (one) => (one.getAttribute('aria-label') ?? one.textContent) === name,
  );
  if (button === undefined) throw new Error(`there is no button ${name}`);
  button.click();
}

test('a valid change is stored when the field is left, and Undo puts the former value back', async () => {
  await open();
  await enter('fieldPath', ' photos/ ');
  expect(storeOf().path).toBeUndefined();
  leave('fieldPath');
  await says('status', 'saved');
  expect(storeOf().path).toBe('photos/');
  expect(input('fieldPath').value).toBe('photos/');
  press('undoChange');
  await says('status', 'undone');
  expect(stored).toEqual(defaultSettings);
  expect(input('fieldPath').value).toBe('');
});

test('a fault appears beside its field while it is typed, and is never stored', async () => {
  await open();
  await enter('fieldPartSize', '4');
  const field = input('fieldPartSize');
  expect(field.getAttribute('aria-invalid')).toBe('true');
  const described = (field.getAttribute('aria-describedby') ?? '').split(' ');
  expect(described.map((id) => document.getElementById(id)?.textContent)).toContain('invalidPartSize');
  leave('fieldPartSize');
  await drawn();
  expect(stored).toEqual(defaultSettings);
  expect(field.value).toBe('4');
});

test('settings that could not be written keep their text, and are tried again', async () => {
  await open();
  isDiskFull = true;
  await fill('fieldPath', 'photos/');
  await says('alert', 'saveFailed');
  expect(input('fieldPath').value).toBe('photos/');
  isDiskFull = false;
  press('saveAgain');
  await says('status', 'saved');
  expect(storeOf().path).toBe('photos/');
});

test('what another page stores is shown at once, but for the field that is being edited', async () => {
  await open();
  await enter('fieldPath', 'mine/');
  store(withStore({ region: 'theirs' }));
  await drawn();
  expect(input('fieldRegion').value).toBe('theirs');
  leave('fieldPath');
  await says('status', 'saved');
  expect(storeOf()).toEqual({ location: 's3', path: 'mine/', region: 'theirs' });
});

test.each([
  ['loadOthers', 'theirs/'],
  ['saveAnyway', 'mine/'],
])('of a field that was changed elsewhere while it was edited, “%s” keeps %s', async (button, kept) => {
  await open();
  await enter('fieldPath', 'mine/');
  store(withStore({ path: 'theirs/' }));
  await drawn();
  leave('fieldPath');
  await drawn();
  expect(storeOf().path).toBe('theirs/');
  expect(input('fieldPath').value).toBe('mine/');
  expect(document.body.textContent).toContain('fieldChangedElsewhere');
  press(button);
  await drawn();
  expect(storeOf().path).toBe(kept);
  expect(input('fieldPath').value).toBe(kept);
  expect(document.body.textContent).not.toContain('fieldChangedElsewhere');
});

test.each([
  ['loadOthers', 'theirs/'],
  ['saveAnyway', 'mine/'],
])('of two that were stored at the same moment, “%s” keeps %s', async (button, kept) => {
  await open();
  await enter('fieldPath', 'mine/');
  stored = withStore({ path: 'theirs/' });
  leave('fieldPath');
  await says('alert', 'saveConflict');
  expect(input('fieldPath').value).toBe('mine/');
  expect(document.querySelectorAll('[role=alert]:not(:empty)')).toHaveLength(1);
  press(button);
  await drawn();
  expect(storeOf().path).toBe(kept);
  expect(input('fieldPath').value).toBe(kept);
});

test('a secret that is stored is nowhere in the page but for its end', async () => {
  await open();
  await fill('fieldApiKey', ' canary-key-123456 ');
  await says('status', 'saved');
  expect(stored.profiles[0].apiKey).toBe('canary-key-123456');
  expect(document.body.innerHTML).not.toContain('canary');
  expect([...document.querySelectorAll('input')].map(({ value }) => value).join()).not.toContain('canary');
  expect(document.body.textContent).toContain('3456');
  press('replaceNamed fieldApiKey');
  await drawn();
  expect(input('fieldApiKey').value).toBe('');
  await fill('fieldApiKey', 'another-key-9999');
  await vi.waitFor(() => expect(stored.profiles[0].apiKey).toBe('another-key-9999'));
  await drawn();
  press('removeNamed fieldApiKey');
  await vi.waitFor(() => expect(stored.profiles[0].apiKey).toBe(''));
});

test('policy and signature are stored together or not at all', async () => {
  await open();
  await fill('fieldPolicy', 'eyJleHBpcnkiOjE4OTM0NTYwMDB9');
  expect(document.body.textContent).toContain('invalidSecurity');
  expect(stored).toEqual(defaultSettings);
  await fill('fieldSignature', 'canary-signature-7777');
  await says('status', 'saved');
  expect(stored.profiles[0]).toMatchObject({
    policy: 'eyJleHBpcnkiOjE4OTM0NTYwMDB9',
    signature: 'canary-signature-7777',
  });
  expect(document.body.innerHTML).not.toMatch(/canary|eyJ/);
});

test('settings that can’t be read are told of, and what can be read is taken over with a click and an undo', async () => {
  await open({ ...defaultSettings, bandwidthLimit: 1_000_000, tomorrow: 'canary' });
  expect(document.body.textContent).toContain('unreadableTitle');
  expect(document.body.innerHTML).not.toContain('canary');
  press('unreadableSalvage');
  await says('status', 'saved');
  expect(stored.bandwidthLimit).toBe(1_000_000);
  press('undoChange');
  await says('status', 'undone');
  expect(stored).toEqual(defaultSettings);
  press('unreadableDiscard');
  await vi.waitFor(() => expect(document.body.textContent).not.toContain('unreadableTitle'));
});

test('a location without containers or regions has no fields for them, and keeps none', async () => {
  stored = withStore({ container: 'bucket', region: 'eu-west-1', path: 'a/' });
  await open();
  const location = [...document.querySelectorAll('select')].find(({ value }) => value === 's3');
  if (location === undefined) throw new Error('there is no choice of a location');
  location.value = 'dropbox';
  location.dispatchEvent(new Event('change', { bubbles: true }));
  await says('status', 'saved');
  expect(storeOf()).toEqual({ location: 'dropbox', path: 'a/' });
  expect(() => input('fieldContainer')).toThrow();
  expect(() => input('fieldRegion')).toThrow();
  press('undoChange');
  await vi.waitFor(() => expect(storeOf().container).toBe('bucket'));
});

test('the number of retries has its default below it, and a way back to it once it was changed', async () => {
  await open();
  const reset = () => document.querySelector<HTMLButtonElement>('[aria-label="resetNamed fieldRetries"]');
  expect(reset()?.getAttribute('aria-disabled')).toBe('true');
  expect(document.body.textContent).toContain('presetIs 10');
  await fill('fieldRetries', '3');
  await vi.waitFor(() => expect(stored.upload.retryOptions.retries).toBe(3));
  await drawn();
  reset()?.click();
  await vi.waitFor(() => expect(stored).toEqual(defaultSettings));
});

test('two changes in one moment are both stored', async () => {
  await open();
  await enter('fieldRetries', '3');
  await enter('fieldFactor', '4');
  leave('fieldRetries');
  leave('fieldFactor');
  await vi.waitFor(() => expect(stored.upload.retryOptions).toMatchObject({ retries: 3, factor: 4 }));
  expect(said('alert')).toBe('');
});

test('the focus stays where the person is when a secret is stored, removed and put back', async () => {
  await open();
  input('fieldApiKey').focus();
  await fill('fieldApiKey', 'some-key-123456');
  const focused = () => document.activeElement?.getAttribute('aria-label');
  await vi.waitFor(() => expect(focused()).toBe('replaceNamed fieldApiKey'));
  press('removeNamed fieldApiKey');
  await vi.waitFor(() => expect(document.activeElement).toBe(input('fieldApiKey')));
  press('undoChange');
  await vi.waitFor(() => expect(document.activeElement?.className).toBe('save-note'));
});

test('a field that is emptied goes back to automatic', async () => {
  stored = { ...stored, upload: { ...stored.upload, partSize: 5 * 1024 ** 2 } };
  await open();
  expect(input('fieldPartSize').value).toBe('5');
  await fill('fieldPartSize', '');
  await vi.waitFor(() => expect(stored).toEqual(defaultSettings));
});
