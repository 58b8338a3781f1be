import * as v from 'valibot';
import { expect, test } from 'vitest';
import { mainProfileId } from '../core/profile.ts';
import { defaultProfile, profileIdSchema } from './profile.ts';
import { defaultSettings, profileOf, settingsSchema, upgradeSettings } from './settings.ts';

const read = (stored: unknown) => v.safeParse(settingsSchema, upgradeSettings(stored));
const other = v.parse(profileIdSchema, 'other');

test('L8: the account of a version without profiles is the first profile, and nothing else changes', () => {
  const { profiles: _profiles, ...rest } = defaultSettings;
  const account = { apiKey: 'k', policy: 'p', signature: 's', apiUrl: 'http://127.0.0.1:1' };
  const store = { location: 'gcs', path: 'a/' };
  expect(read({ ...rest, ...account, store, bandwidthLimit: 50_000 })).toMatchObject({
    success: true,
    output: {
      ...rest,
      bandwidthLimit: 50_000,
      profiles: [{ ...defaultProfile, ...account, store, id: mainProfileId }],
    },
  });
});

test('settings of today are read as they are', () => {
  expect(read(defaultSettings).output).toEqual(defaultSettings);
});

test.each([undefined, null, 7, 'torn', [], {}, { profiles: [] }, { apiKey: 1 }])(
  '%j is not read as settings',
  (stored) => {
    expect(read(stored).success).toBe(false);
  },
);

test('there is a first profile, each has an id of its own, and there are not too many', () => {
  const withProfiles = (profiles: readonly unknown[]) => read({ ...defaultSettings, profiles }).success;
  expect(withProfiles([])).toBe(false);
  expect(withProfiles([defaultProfile, { ...defaultProfile, id: other }])).toBe(true);
  expect(withProfiles([defaultProfile, defaultProfile])).toBe(false);
  const many = Array.from({ length: 21 }, (_, index) => ({ ...defaultProfile, id: `p${index}` }));
  expect(withProfiles(many)).toBe(false);
  expect(withProfiles(many.slice(1))).toBe(true);
});

test.each([
  ['cdn.example.com', true],
  ['cdn.example.com:8443', true],
  ['https://cdn.example.com', false],
  ['cdn.example.com/path', false],
  ['a@cdn.example.com', false],
  ['CDN.example.com', false],
  ['', false],
])('%j as the host of links is taken: %j', (linkHost, isTaken) => {
  expect(read({ ...defaultSettings, profiles: [{ ...defaultProfile, linkHost }] }).success).toBe(isTaken);
});

test('a profile is found by its id alone', () => {
  const profiles = [defaultProfile, { ...defaultProfile, id: other, apiKey: 'of the other' }] as const;
  expect(profileOf({ profiles: [...profiles] }, other)?.apiKey).toBe('of the other');
  expect(profileOf({ profiles: [...profiles] }, v.parse(profileIdSchema, 'gone'))).toBeUndefined();
});
