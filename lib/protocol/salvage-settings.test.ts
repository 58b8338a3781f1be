import fc from 'fast-check';
import * as v from 'valibot';
import { expect, test } from 'vitest';
import { salvageSettings } from './salvage-settings.ts';
import { defaultSettings, settingsSchema } from './settings.ts';

const [profile] = defaultSettings.profiles;

test('of settings with a part that can’t be read the others are taken over', () => {
  const stored = { ...defaultSettings, bandwidthLimit: 1_000_000, upload: { partSize: 'huge' } };
  expect(salvageSettings(stored)).toEqual({ ...defaultSettings, bandwidthLimit: 1_000_000 });
});

test('fields of a version that is to come are left, and those beside them are taken over', () => {
  expect(salvageSettings({ ...defaultSettings, tomorrow: 1, bandwidthLimit: 1_000_000 })).toEqual({
    ...defaultSettings,
    bandwidthLimit: 1_000_000,
  });
});

test('profiles that can be read stay, whatever the others are', () => {
  const good = { ...profile, apiKey: 'kept' };
  const stored = { ...defaultSettings, profiles: [{ ...profile, apiUrl: 'http://evil.example' }, good] };
  expect(salvageSettings(stored)?.profiles).toEqual([good]);
});

test('a version without profiles is upgraded on the way', () => {
  const { id, name, color, sites, ...account } = profile;
  expect(salvageSettings({ ...account, apiKey: 'old', upload: 1 })?.profiles[0].apiKey).toBe('old');
});

test.each([undefined, null, 7, 'text', [], {}])('of %j nothing can be read', (stored) => {
  expect(salvageSettings(stored)).toBeUndefined();
});

test('whatever is stored, what is read of it are settings', () => {
  const value = fc.anything();
  const names = fc.constantFrom(...Object.keys(settingsSchema.entries));
  fc.assert(
    fc.property(fc.dictionary(names, value), (stored) => {
      const read = salvageSettings(stored);
      expect(read === undefined || v.is(settingsSchema, read)).toBe(true);
    }),
  );
});
