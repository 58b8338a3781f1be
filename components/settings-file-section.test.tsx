// @vitest-environment happy-dom
import { render } from 'preact';
import { useState } from 'preact/hooks';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { ProfileId } from '../lib/core/profile.ts';
import { defaultProfile, type Profile } from '../lib/protocol/profile.ts';
import { defaultSettings, type Settings } from '../lib/protocol/settings.ts';
import { MAX_SETTINGS_FILE_BYTES, settingsFileText } from '../lib/protocol/settings-file.ts';
import { PermissionsContext } from './permissions-context.ts';

vi.mock('wxt/browser', () => ({
  browser: { i18n: { getMessage: (key: string, texts: readonly string[]) => [key, ...texts].join(' ') } },
}));
const { SettingsFileSection } = await import('./settings-file-section.tsx');

const main: Profile = {
  ...defaultProfile,
  apiKey: 'CANARY-KEY',
  policy: 'CANARY-POLICY',
  signature: 'CANARY-SIG',
};
const mine: Settings = { ...defaultSettings, profiles: [main] };
const passphrase = 'correct horse battery';

let stored: Settings;
let saves: number;
let asked: readonly (readonly string[])[];
let written: Blob | undefined;

function Section() {
  const [settings, setSettings] = useState(stored);
  return (
    <SettingsFileSection
      settings={settings}
      save={(change) => {
        saves += 1;
        stored = change(stored);
        setSettings(stored);
      }}
    />
  );
}

beforeEach(() => {
  stored = mine;
  saves = 0;
  asked = [];
  written = undefined;
  vi.spyOn(URL, 'createObjectURL').mockImplementation((blob) => {
    if (blob instanceof Blob) written = blob;
    return 'blob:made';
  });
  document.body.replaceChildren();
  render(
    <PermissionsContext.Provider
      value={{
        canAsk: async () => false,
        ask: async () => false,
        askAll: async (origins) => {
          asked = [...asked, origins];
          return true;
        },
        watch: () => () => undefined,
      }}
    >
      <Section />
    </PermissionsContext.Provider>,
    document.body.appendChild(document.createElement('main')),
  );
});
afterEach(() => vi.restoreAllMocks());

const says = (text: string) => vi.waitFor(() => expect(document.body.textContent).toContain(text), 5000);
const button = (name: string) => {
  const found = [...document.querySelectorAll('button')].find((one) => one.textContent === name);
  if (found === undefined) throw new Error(`there is no button ${name}`);
  return found;
};
const field = (label: string) => {
  const id = [...document.querySelectorAll('label')].find(({ textContent }) =>
    textContent?.startsWith(label),
  )?.htmlFor;
  const found = document.getElementById(id ?? '');
  if (!(found instanceof HTMLInputElement)) throw new Error(`there is no field ${label}`);
  return found;
};
const exported = async (): Promise<string> => {
  await vi.waitFor(() => expect(written).toBeDefined(), 5000);
  return (await written?.text()) ?? '';
};
function choose(text: string): void {
  const input = document.querySelector<HTMLInputElement>('input[type=file]');
  if (input === null) throw new Error('there is no file input');
  const files = [new File([text], 'settings.json')];
  Object.defineProperty(input, 'files', { configurable: true, value: files });
  input.dispatchEvent(new Event('change', { bubbles: true }));
}
const changed = (change: Partial<Profile>, others: Partial<Settings> = {}): Settings => ({
  ...mine,
  profiles: [{ ...main, ...change }],
  ...others,
});

test('U11: an export has no secrets in it', async () => {
  button('exportSettings').click();
  expect(await exported()).toBe(settingsFileText(mine));
  expect(await exported()).not.toContain('CANARY');
  await says('exportDone');
});

test('U11: secrets are exported with a passphrase of some length, typed twice, that is then nowhere', async () => {
  field('exportWithKeys').click();
  await says('fieldPassphraseAgain');
  const fill = (one: string, two: string) => {
    field('fieldPassphrase').value = one;
    field('fieldPassphraseAgain').value = two;
    button('exportSettings').click();
  };
  fill('short', 'short');
  await says('invalidPassphraseShort 12');
  fill(passphrase, `${passphrase}!`);
  await says('invalidPassphraseOther');
  fill(passphrase, passphrase);
  const text = await exported();
  expect(text).toContain('"secrets"');
  expect(text).not.toMatch(/CANARY|correct horse/);
  expect([field('fieldPassphrase').value, field('fieldPassphraseAgain').value]).toEqual(['', '']);
});

test('U10: what a file would change is shown before anything is stored, and stored in one save', async () => {
  choose(settingsFileText(changed({ name: '<img src=x>' }, { nameTemplate: '{date}' })));
  await says('fieldNameTemplate');
  expect(document.querySelector('img')).toBeNull();
  expect(saves).toBe(0);
  button('importSettings').click();
  expect(saves).toBe(1);
  expect(stored).toEqual(changed({ name: '<img src=x>' }, { nameTemplate: '{date}' }));
});

test('U10: another host is asked for by name, and only then stored, without the keys that are for the old one', async () => {
  choose(settingsFileText(changed({ apiUrl: 'https://xn--e1awd7f.example' })));
  await says('confirmOtherHost \u2068profileUnnamed 1\u2069 xn--e1awd7f.example upload.filestackapi.com');
  await says('importKeysCleared upload.filestackapi.com');
  expect(button('importSettings').disabled).toBe(true);
  field('confirmOtherHost').click();
  await vi.waitFor(() => expect(button('importSettings').disabled).toBe(false));
  expect(asked).toEqual([]);
  button('importSettings').click();
  // In the click itself, in which alone a browser asks.
  expect(asked).toEqual([['https://xn--e1awd7f.example']]);
  expect(stored.profiles[0]).toMatchObject({ apiKey: '', policy: '', signature: '' });
  expect(JSON.stringify(stored)).not.toContain('CANARY');
});

test('U10: keys of a file are read with its passphrase only, and are shown as changes only', async () => {
  field('exportWithKeys').click();
  await says('fieldPassphraseAgain');
  for (const label of ['fieldPassphrase', 'fieldPassphraseAgain']) field(label).value = passphrase;
  button('exportSettings').click();
  choose(await exported());
  stored = changed({ apiKey: 'other', policy: '', signature: '' });
  await says('fieldFilePassphrase');
  field('fieldFilePassphrase').value = 'another one';
  button('openKeys').click();
  await says('importWrongPassphrase');
  field('fieldFilePassphrase').value = passphrase;
  button('openKeys').click();
  await vi.waitFor(() => expect(() => button('openKeys')).toThrow(), 5000);
  expect(document.documentElement.outerHTML).not.toMatch(/CANARY|correct horse/);
});

test.each([
  ['', 'importNotJson'],
  ['{}', 'importNotSettings'],
  ['{"format":"s3-uploader-settings","version":7}', 'importOtherVersion 7'],
  [
    settingsFileText(defaultSettings).replace('{', '{"evil\u202e": 1,'),
    'importUnknownFields \u2068evil[U+202E]',
  ],
  [
    settingsFileText(defaultSettings).replace('{', '{"__proto__": 1,'),
    'importForbiddenFields \u2068__proto__',
  ],
  [
    settingsFileText(defaultSettings).replace('"blue"', '7'),
    'importInvalidField \u2068settings.profiles.0.color',
  ],
])('U10: a file that can’t be imported is refused with its reason: %#', async (text, reason) => {
  choose(text);
  await says(reason);
  expect(saves).toBe(0);
});

test('U10: a file of 50 MB is refused before it is read', async () => {
  const read = vi.spyOn(Blob.prototype, 'text');
  choose('x'.repeat(MAX_SETTINGS_FILE_BYTES + 1));
  await says('importTooLarge');
  expect(read).not.toHaveBeenCalled();
});

test('settings that another page gives a further host meanwhile are not stored without a question', async () => {
  choose(settingsFileText(changed({ name: 'Mine' })));
  await says('importChanges');
  stored = changed({ apiUrl: 'https://theirs.example' });
  const theirs = stored;
  button('importSettings').click();
  expect(stored).toBe(theirs);
});

test('profiles of the person stay when a file does not have them', async () => {
  choose(
    settingsFileText({ ...mine, profiles: [{ ...defaultProfile, id: 'new' as ProfileId, name: 'New' }] }),
  );
  await says('changeNewProfile \u2068New\u2069');
  await says('changeNewDefault \u2068New\u2069');
  button('importSettings').click();
  expect(stored.profiles.map(({ id }) => id)).toEqual(['new', 'main']);
});
