import { expect, test } from 'vitest';
import type { ProfileId } from '../core/profile.ts';
import { defaultProfile } from '../protocol/profile.ts';
import { defaultSettings, type Settings } from '../protocol/settings.ts';
import { keyIterations, readSettingsFile, secretsOf, settingsFileText } from '../protocol/settings-file.ts';
import { openSecrets, sealSecrets } from './settings-crypto.ts';

const settings: Settings = {
  ...defaultSettings,
  profiles: [
    { ...defaultProfile, apiKey: 'CANARY-KEY', policy: 'CANARY-POLICY', signature: 'CANARY-SIGNATURE' },
    { ...defaultProfile, id: 'b' as ProfileId, name: 'ünïcode', apiKey: 'CANARY-ÜNÏCODE' },
  ],
};
const passphrase = 'correct horse battéry';
const text = settingsFileText(settings, await sealSecrets(settings, passphrase));

async function open(fileText: string, phrase: string) {
  const read = readSettingsFile(fileText);
  if (read.kind === 'refused') return read.fault;
  const { file } = read;
  return file.secrets === undefined ? 'no secrets' : await openSecrets(file, file.secrets, phrase);
}

test('U11: keys are in an exported file only where a passphrase was chosen, and not readable', async () => {
  expect(text).not.toContain('CANARY');
  expect(text).not.toContain(btoa('CANARY').slice(0, -1));
  expect(await open(settingsFileText(settings), passphrase)).toBe('no secrets');
});

test('U11: with the passphrase they are what they were, however its accents are typed', async () => {
  expect(await open(text, passphrase)).toEqual(secretsOf(settings));
  expect(await open(text, passphrase.normalize('NFD'))).toEqual(secretsOf(settings));
});

test('U10: with another passphrase nothing is opened', async () => {
  expect(await open(text, 'correct horse battery')).toBeUndefined();
});

test('U10: keys can’t be opened in a file whose address or profile was exchanged', async () => {
  expect(await open(text.replace('upload.filestackapi.com', 'evil.example'), passphrase)).toBeUndefined();
  expect(await open(text.replace('"id": "b"', '"id": "c"'), passphrase)).toBeUndefined();
  expect(await open(text.replace('"ünïcode"', '"renamed"'), passphrase)).toEqual(secretsOf(settings));
});

test.each([
  ['too few rounds', `${keyIterations.least}`, '1000'],
  ['rounds without end', `${keyIterations.least}`, '1e15'],
  ['another cipher', 'AES-256-GCM', 'NONE'],
  ['a salt of another length', '"salt": "', '"salt": "AAAA'],
  ['a vector of another length', '"iv": "', '"iv": "AAAA'],
  ['what is no base64', '"data": "', '"data": "~'],
])('U10: %s are refused before any work is done', async (_what, from, to) => {
  expect(await open(text.replace(from, to), passphrase)).toMatchObject({ kind: 'invalid-field' });
});

test('two exports of the same settings have nothing in common that could be compared', async () => {
  const [one, two] = [await sealSecrets(settings, passphrase), await sealSecrets(settings, passphrase)];
  expect(one.salt).not.toBe(two.salt);
  expect(one.iv).not.toBe(two.iv);
  expect(one.data.slice(0, 20)).not.toBe(two.data.slice(0, 20));
});
