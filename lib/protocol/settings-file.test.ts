import fc from 'fast-check';
import { expect, test } from 'vitest';
import { MAX_PROFILES, MAX_SITES } from '../core/profile.ts';
import { MAX_PATH_CHARS } from '../core/store-options.ts';
import { parse } from './parse.ts';
import { defaultSettings, type Settings, settingsSchema } from './settings.ts';
import {
  type FileFault,
  MAX_SETTINGS_FILE_BYTES,
  readSettingsFile,
  SETTINGS_VERSION,
  secretsOf,
  settingsFileText,
} from './settings-file.ts';
import { importSettings } from './settings-import.ts';
import { arbitrarySettings } from './testing/arbitrary-settings.ts';

const fileOf = (text: string) => {
  const result = readSettingsFile(text);
  if (result.kind === 'refused') throw new Error(JSON.stringify(result.fault));
  return result.file;
};
/** A good file, changed before it is read. */
const changed = (change: (file: Record<string, unknown>) => void, settings: Settings = defaultSettings) => {
  const file: Record<string, unknown> = JSON.parse(settingsFileText(settings));
  change(file);
  return JSON.stringify(file);
};
const faultOf = (text: string): FileFault | undefined => {
  const result = readSettingsFile(text);
  return result.kind === 'refused' ? result.fault : undefined;
};
/** As the text of JSON, since `__proto__` of an object literal is no field. */
const withJson = (json: string) =>
  settingsFileText(defaultSettings).replace('"settings": {', `"settings": {${json},`);

test('settings that are exported and imported where they came from are the same, keys included', () => {
  fc.assert(
    fc.property(arbitrarySettings, (settings) => {
      const imported = importSettings(fileOf(settingsFileText(settings)), [], settings);
      expect(imported).toEqual({ settings, hostChanges: [], cleared: [] });
    }),
  );
});

test('U11: an exported file has no key, policy or signature', () => {
  fc.assert(
    fc.property(arbitrarySettings, (settings) => {
      const planted = settings.profiles.map((profile) => ({
        ...profile,
        apiKey: 'CANARY-KEY',
        policy: 'CANARY-POLICY',
        signature: 'CANARY-SIGNATURE',
      }));
      const [first, ...others] = planted;
      if (first === undefined) return;
      expect(settingsFileText({ ...settings, profiles: [first, ...others] })).not.toContain('CANARY');
    }),
  );
});

test('U10: settings with as many sites, and as long paths and policies, as they may have can be imported again', () => {
  const label = 'x'.repeat(61);
  const [main] = defaultSettings.profiles;
  const profiles = Array.from({ length: MAX_PROFILES }, (_, number) => ({
    ...main,
    id: `profile-${number}`,
    sites: Array.from({ length: MAX_SITES }, (__, site) => `${label}.${label}.${label}.${label}${site % 10}`),
    policy: 'p'.repeat(8192),
    signature: 's'.repeat(256),
    store: { location: 's3', path: 'é'.repeat(MAX_PATH_CHARS - 1) },
  }));
  const settings = parse(settingsSchema, { ...defaultSettings, profiles }, 'the settings');
  const text = settingsFileText(settings, {
    kdf: 'PBKDF2-SHA256',
    iterations: 600_000,
    salt: Buffer.alloc(16).toString('base64'),
    cipher: 'AES-256-GCM',
    iv: Buffer.alloc(12).toString('base64'),
    data: Buffer.from(JSON.stringify(secretsOf(settings))).toString('base64'),
  });
  expect(Buffer.byteLength(text)).toBeLessThan(MAX_SETTINGS_FILE_BYTES);
  expect(fileOf(text).profiles).toHaveLength(MAX_PROFILES);
});

test('U10: a file that is larger than settings ever are is refused before it is parsed', () => {
  expect(faultOf(`"${'x'.repeat(MAX_SETTINGS_FILE_BYTES)}"`)).toEqual({ kind: 'too-large' });
});

test.each([
  ['', 'not-json'],
  ['{"format":', 'not-json'],
  ['['.repeat(MAX_SETTINGS_FILE_BYTES), 'not-json'],
  ['['.repeat(1000) + ']'.repeat(1000), 'not-settings'],
  ['null', 'not-settings'],
  ['[]', 'not-settings'],
  ['{"format":"other","version":1}', 'not-settings'],
  ['{"format":"s3-uploader-settings","version":"1"}', 'not-settings'],
])('U10: what is no file of ours is refused: %#', (text, kind) => {
  expect(faultOf(text)).toEqual({ kind });
});

test('U10: a file of another version is refused, and the version is told', () => {
  const version = SETTINGS_VERSION + 1;
  expect(faultOf(changed((file) => Object.assign(file, { version, more: {} })))).toEqual({
    kind: 'other-version',
    version,
  });
});

test.each(['__proto__', 'constructor', 'prototype', 'toString', 'hasOwnProperty'])(
  'U10: a field called %s is refused wherever it stands, and changes no object',
  (name) => {
    for (const text of [
      withJson(`"${name}": {"polluted": true}`),
      settingsFileText(defaultSettings).replace('{', `{"${name}": {"polluted": true},`),
      settingsFileText(defaultSettings).replace('"store": {', `"store": {"${name}": {"polluted": true},`),
    ]) {
      expect(faultOf(text)).toEqual({ kind: 'forbidden-fields', names: [name] });
    }
    expect(Reflect.get({}, 'polluted')).toBeUndefined();
  },
);

test('U10: unknown fields are refused by their names, a key in plain text among them', () => {
  expect(faultOf(changed((file) => Object.assign(file, { extra: 1 })))).toEqual({
    kind: 'unknown-fields',
    names: ['extra'],
  });
  expect(faultOf(withJson('"uploadNow": true'))).toEqual({
    kind: 'unknown-fields',
    names: ['settings.uploadNow'],
  });
  expect(faultOf(settingsFileText(defaultSettings).replace('"id"', '"apiKey": "k", "id"'))).toEqual({
    kind: 'unknown-fields',
    names: ['settings.profiles.0.apiKey'],
  });
});

test.each([
  ['an element in place of a text', '"name": ""', '"name": {"type":"img","props":{"src":"x"}}', 'name'],
  ['an address that keys must not go to', 'https://upload.filestackapi.com', 'http://evil.example', 'apiUrl'],
  ['an address with code', 'https://upload.filestackapi.com', 'javascript:alert(1)', 'apiUrl'],
  ['an address with a password', 'https://upload', 'https://a:b@upload', 'apiUrl'],
  ['a colour of none of ours', '"blue"', '"url(https://evil.example)"', 'color'],
])('U10: %s is refused, and the field is named', (_what, from, to, field) => {
  expect(faultOf(settingsFileText(defaultSettings).replace(from, to))).toEqual({
    kind: 'invalid-field',
    name: `settings.profiles.0.${field}`,
  });
});

test('U9 U10: numbers out of their range are refused, and the field is named', () => {
  expect(
    faultOf(settingsFileText(defaultSettings).replace('"undoSeconds": 3', '"undoSeconds": 1e9')),
  ).toEqual({
    kind: 'invalid-field',
    name: 'settings.guard.undoSeconds',
  });
});

test('U10: HTML is a name like any other', () => {
  const html = '<img src=x onerror=alert(1)>';
  const [profile] = defaultSettings.profiles;
  const settings: Settings = { ...defaultSettings, profiles: [{ ...profile, name: html }] };
  expect(fileOf(settingsFileText(settings)).profiles[0].name).toBe(html);
});

test('U10: whatever JSON comes, it is refused or is settings', () => {
  fc.assert(
    fc.property(fc.json(), arbitrarySettings, fc.nat(), (json, settings, at) => {
      expect(readSettingsFile(json).kind).toBe('refused');
      // A good file in which one value was exchanged.
      const text = settingsFileText(settings);
      const values = [...text.matchAll(/: ("[^"\n]*"|\d+|null|true|false)/g)];
      const [value = ''] = values[at % values.length] ?? [];
      const result = readSettingsFile(text.replace(value, `: ${json}`));
      if (result.kind === 'refused') return;
      expect(importSettings(result.file, [], settings)?.settings.profiles.length).toBeGreaterThan(0);
    }),
  );
});
