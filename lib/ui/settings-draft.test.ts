import { expect, test } from 'vitest';
import { defaultSettings, type Settings } from '../protocol/settings.ts';
import { draftOf, type SettingsDraft, settingsOf } from './settings-draft.ts';

const full: Settings = {
  apiKey: 'key',
  policy: 'eyJleHBpcnkiOjE4OTM0NTYwMDB9',
  signature: 'abc',
  apiUrl: 'http://127.0.0.1:8080',
  upload: { ...defaultSettings.upload, partSize: 6 * 1024 ** 2, timeout: 30_000 },
  store: { location: 'gcs', path: 'a/', container: 'c', region: 'r', access: 'public', altText: 'a hill' },
  bandwidthLimit: 2_500_000,
  guard: { undoSeconds: 0, offersKnown: false, confirmBytes: 1.5 * 1024 ** 2, confirmFiles: 0 },
  capture: { mostBytes: 1.5 * 1024 ** 2 },
  nameTemplate: '{date}/{name}.{ext}',
  pictures: { convertTo: 'jpeg', quality: 70, longestSide: 2_048, removesMetadata: true },
};

test('settings go through the form unchanged', () => {
  for (const settings of [defaultSettings, full]) {
    expect(settingsOf(draftOf(settings), settings)).toEqual({ kind: 'valid', settings });
  }
});

test('spaces around a pasted value and slashes after the address are dropped', () => {
  const draft = { ...draftOf(full), apiKey: ' key\n', apiUrl: ' http://127.0.0.1:8080// ', region: ' ' };
  const { region: _none, ...store } = full.store;
  expect(settingsOf(draft, full)).toEqual({ kind: 'valid', settings: { ...full, store } });
});

test('an address that keys must not go to is refused', () => {
  for (const apiUrl of ['', 'http://example.com', 'ftp://example.com', 'https://a:b@example.com']) {
    expect(settingsOf({ ...draftOf(full), apiUrl }, full)).toEqual({
      kind: 'invalid',
      text: 'invalidApiUrl',
    });
  }
});

test('policy and signature are taken together or not at all', () => {
  expect(settingsOf({ ...draftOf(full), policy: '' }, full)).toEqual({
    kind: 'invalid',
    text: 'invalidSecurity',
  });
  expect(settingsOf({ ...draftOf(full), signature: ' ' }, full)).toEqual({
    kind: 'invalid',
    text: 'invalidSecurity',
  });
});

test.each([
  ['eyJleHBpcnkiOjE4OTM0NTYwMDB9…', 'invalidPolicyBase64'],
  ['cG9saWN5', 'invalidPolicyJson'],
  ['e30=', 'invalidPolicyNoExpiry'],
  ['eyJleHBpcnkiOiIyMDMwIn0=', 'invalidPolicyExpiry'],
  ['eyJleHBpcnkiOjE4OTM0NTYwMDAwMDB9', 'invalidPolicyExpiryMs'],
])('A6: the policy %s is refused with the reason', (policy, text) => {
  expect(settingsOf({ ...draftOf(full), policy }, full)).toEqual({ kind: 'invalid', text });
});

test('a value that no form offers is refused', () => {
  expect(settingsOf({ ...draftOf(full), location: 'tape' }, full)).toEqual({
    kind: 'invalid',
    text: 'invalidSettings',
  });
});

test('parts that S3 would refuse, and connections that no browser opens, are refused with the range', () => {
  const refused = (change: Partial<SettingsDraft>) => settingsOf({ ...draftOf(full), ...change }, full);
  expect(refused({ partSize: '4' })).toEqual({ kind: 'invalid', text: 'invalidPartSize' });
  expect(refused({ maxConcurrentUploads: '0' })).toEqual({ kind: 'invalid', text: 'invalidPartsAtOnce' });
});

test.each(['0', '0.5', '10241', '-1', 'much'])(
  'the largest file of %s MiB is refused with the range',
  (mostFetched) => {
    expect(settingsOf({ ...draftOf(full), mostFetched }, full)).toEqual({
      kind: 'invalid',
      text: 'invalidMostFetched',
    });
  },
);

test('an emptied largest file is the usual one', () => {
  const result = settingsOf({ ...draftOf(full), mostFetched: ' ' }, full);
  expect(result).toMatchObject({ settings: { capture: defaultSettings.capture } });
});

test('an emptied part size is automatic again', () => {
  const result = settingsOf({ ...draftOf(full), partSize: '' }, full);
  expect(result).toMatchObject({ settings: { upload: { partSize: 'automatic', timeout: 30_000 } } });
});

test('the moment to undo is from 0 to 60 whole seconds, and 3 when its field is empty', () => {
  const saved = (undoSeconds: string) => settingsOf({ ...draftOf(full), undoSeconds }, full);
  for (const [text, undoSeconds] of [
    ['0', 0],
    [' 60 ', 60],
    ['', 3],
  ] as const) {
    expect(saved(text)).toEqual({
      kind: 'valid',
      settings: { ...full, guard: { ...full.guard, undoSeconds } },
    });
  }
  for (const text of ['61', '-1', '1.5', 'soon']) {
    expect(saved(text)).toEqual({ kind: 'invalid', text: 'invalidUndoSeconds' });
  }
});

test('an empty name template keeps every name', () => {
  const result = settingsOf({ ...draftOf(full), nameTemplate: ' ' }, full);
  expect(result).toMatchObject({ kind: 'valid', settings: { nameTemplate: '{name}.{ext}' } });
});

test.each([
  [{ quality: '0' }, 'invalidQuality'],
  [{ quality: '101' }, 'invalidQuality'],
  [{ quality: '99.5' }, 'invalidQuality'],
  [{ longestSide: '15' }, 'invalidLongestSide'],
  [{ longestSide: 'huge' }, 'invalidLongestSide'],
] as const)('what is done to pictures has its ranges: %j is refused', (wrong, text) => {
  expect(settingsOf({ ...draftOf(full), ...wrong }, full)).toEqual({ kind: 'invalid', text });
});

test('a size and a number of files to confirm are whole, in their range, and the defaults when they are empty', () => {
  const saved = (change: Partial<SettingsDraft>) => settingsOf({ ...draftOf(full), ...change }, full);
  expect(saved({ confirmBytes: '', confirmFiles: '' })).toMatchObject({
    settings: { guard: { confirmBytes: 1024 ** 3, confirmFiles: 20 } },
  });
  expect(saved({ confirmBytes: '2.5', confirmFiles: '1000000' })).toMatchObject({
    settings: { guard: { confirmBytes: 2.5 * 1024 ** 2, confirmFiles: 1_000_000 } },
  });
  expect(saved({ confirmBytes: '-1' })).toEqual({ kind: 'invalid', text: 'invalidConfirmBytes' });
  expect(saved({ confirmBytes: '51200001' })).toEqual({ kind: 'invalid', text: 'invalidConfirmBytes' });
  expect(saved({ confirmFiles: '1.5' })).toEqual({ kind: 'invalid', text: 'invalidConfirmFiles' });
});
