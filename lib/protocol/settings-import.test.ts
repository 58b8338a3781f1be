import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { ProfileId } from '../core/profile.ts';
import { defaultProfile, type Profile } from './profile.ts';
import { defaultSettings, type Settings } from './settings.ts';
import { settingsChanges } from './settings-changes.ts';
import { readSettingsFile, secretsOf, settingsFileText } from './settings-file.ts';
import { importSettings } from './settings-import.ts';
import { arbitrarySettings } from './testing/arbitrary-settings.ts';

const main: Profile = { ...defaultProfile, apiKey: 'key', policy: 'policy', signature: 'signature' };
const other: Profile = { ...main, id: 'other' as ProfileId, name: 'Other', apiKey: 'other key' };
const settings = (...profiles: readonly [Profile, ...Profile[]]): Settings => ({
  ...defaultSettings,
  profiles: [...profiles],
});

function imported(from: Settings, into: Settings, withSecrets = false) {
  const read = readSettingsFile(settingsFileText(from));
  if (read.kind === 'refused') throw new Error(read.fault.kind);
  const result = importSettings(read.file, withSecrets ? secretsOf(from) : [], into);
  if (result === undefined) throw new Error('too many profiles');
  return result;
}

test('U10: with another host the keys of a profile are taken out, and the change has to be confirmed', () => {
  const evil = settings({ ...main, apiUrl: 'https://evil.example' });
  const { settings: next, hostChanges, cleared } = imported(evil, settings(main, other));
  expect(hostChanges).toEqual([
    {
      id: 'main',
      profileName: '',
      oldUrl: 'https://upload.filestackapi.com',
      newUrl: 'https://evil.example',
    },
  ]);
  expect(cleared).toEqual(['main']);
  expect(next.profiles[0]).toMatchObject({ apiKey: '', policy: '', signature: '' });
});

test('U10: another port or scheme is another host; another path is the same', () => {
  const at = (apiUrl: string) => settings({ ...main, apiUrl });
  expect(imported(at('http://127.0.0.1:9'), at('http://127.0.0.1:8')).cleared).toEqual(['main']);
  expect(imported(at('http://127.0.0.1:8/x'), at('http://127.0.0.1:8'))).toMatchObject({
    cleared: [],
    hostChanges: [],
    settings: at('http://127.0.0.1:8/x'),
  });
});

test('U10: a new profile at a host that is not used yet has to be confirmed, too', () => {
  const elsewhere: Profile = { ...other, apiUrl: 'https://new.example' };
  expect(imported(settings(main, elsewhere), settings(main)).hostChanges).toEqual([
    { id: 'other', profileName: 'Other', oldUrl: undefined, newUrl: 'https://new.example' },
  ]);
  expect(imported(settings(main, other), settings(main)).hostChanges).toEqual([]);
});

test('U10: whatever is imported without secrets, no key ever goes to a host that it was not for', () => {
  const keyed = ({ profiles }: Settings) =>
    profiles.filter(({ apiKey, policy, signature }) => `${apiKey}${policy}${signature}` !== '');
  fc.assert(
    fc.property(arbitrarySettings, arbitrarySettings, fc.boolean(), (from, into, isSameIds) => {
      const [first, ...rest] = from.profiles.map((profile, index) => ({
        ...profile,
        ...(isSameIds && into.profiles[index] !== undefined && { id: into.profiles[index].id }),
      }));
      if (first === undefined || new Set([first, ...rest].map(({ id }) => id)).size < rest.length + 1) return;
      const { settings: next, cleared } = imported({ ...from, profiles: [first, ...rest] }, into);
      for (const profile of keyed(next)) {
        const old = into.profiles.find(({ id }) => id === profile.id);
        expect(new URL(profile.apiUrl).origin).toBe(new URL(old?.apiUrl ?? '').origin);
        expect(profile.apiKey).toBe(old?.apiKey);
      }
      // And none is dropped but those that are told of.
      const left = new Set<string>([...keyed(next).map(({ id }) => id), ...cleared]);
      expect(keyed(into).filter(({ id }) => !left.has(id))).toEqual([]);
    }),
  );
});

test('a file with secrets brings them along, to a new host as well', () => {
  const from = settings({ ...main, apiUrl: 'https://mine.example', apiKey: 'new' });
  const { settings: next, cleared } = imported(from, settings(main), true);
  expect(next.profiles[0].apiKey).toBe('new');
  expect(cleared).toEqual([]);
});

test('profiles that a file does not have stay behind its own, and the first of the file is the default', () => {
  const { settings: next } = imported(settings({ ...other, name: 'Renamed' }), settings(main, other));
  expect(next.profiles.map(({ name, apiKey }) => [name, apiKey])).toEqual([
    ['Renamed', 'other key'],
    ['', 'key'],
  ]);
});

test('settings that a file does not name stay as they are', () => {
  const read = readSettingsFile(
    JSON.stringify({
      ...JSON.parse(settingsFileText(defaultSettings)),
      settings: { profiles: JSON.parse(settingsFileText(settings(main))).settings.profiles },
    }),
  );
  const now = { ...settings(main), bandwidthLimit: 1_000_000, nameTemplate: '{date}' };
  expect(read.kind === 'read' && importSettings(read.file, [], now)?.settings).toEqual(now);
});

test('more profiles than there may be are not imported', () => {
  const many = (prefix: string) => {
    const [first, ...rest] = Array.from({ length: 15 }, (_, n) => ({
      ...main,
      id: `${prefix}${n}` as ProfileId,
    }));
    if (first === undefined) throw new Error();
    return settings(first, ...rest);
  };
  const read = readSettingsFile(settingsFileText(many('a')));
  expect(read.kind === 'read' && importSettings(read.file, [], many('b'))).toBeUndefined();
});

test('U10: what an import changes is listed field by field, of keys only that they change', () => {
  const next: Settings = {
    ...settings(
      { ...main, name: 'Mine', apiKey: 'another', policy: '', store: { location: 's3', path: 'a/' } },
      other,
    ),
    guard: { ...defaultSettings.guard, undoSeconds: 9 },
  };
  const changes = settingsChanges(settings(main), next);
  expect(changes).toEqual([
    { kind: 'profile-field', id: 'main', field: 'name', old: '', new: 'Mine' },
    { kind: 'profile-field', id: 'main', field: 'store.path', old: undefined, new: 'a/' },
    { kind: 'profile-secret', id: 'main', field: 'apiKey', change: 'replaced' },
    { kind: 'profile-secret', id: 'main', field: 'policy', change: 'cleared' },
    { kind: 'new-profile', id: 'other' },
    expect.objectContaining({ id: 'other', field: 'name', new: 'Other' }),
    expect.objectContaining({ field: 'color' }),
    expect.objectContaining({ field: 'sites' }),
    expect.objectContaining({ field: 'apiUrl' }),
    expect.objectContaining({ field: 'store.location' }),
    { kind: 'profile-secret', id: 'other', field: 'apiKey', change: 'set' },
    { kind: 'profile-secret', id: 'other', field: 'policy', change: 'set' },
    { kind: 'profile-secret', id: 'other', field: 'signature', change: 'set' },
    { kind: 'field', field: 'guard.undoSeconds', old: 3, new: 9 },
  ]);
  expect(JSON.stringify(changes)).not.toMatch(/another|other key|"key"/);
});

test('settings that differ have a change to show, and those that don’t have none', () => {
  fc.assert(
    fc.property(arbitrarySettings, arbitrarySettings, (one, two) => {
      expect(settingsChanges(one, one)).toEqual([]);
      const next = imported(two, one).settings;
      expect(settingsChanges(one, next).length === 0).toBe(JSON.stringify(one) === JSON.stringify(next));
    }),
  );
});
