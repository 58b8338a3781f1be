import { expect, test } from 'vitest';
import { mainDestination } from '../core/job.ts';
import type { Profile } from '../protocol/profile.ts';
import { defaultSettings, type Settings } from '../protocol/settings.ts';
import { termsOf } from './storage-terms.ts';

const [main] = defaultSettings.profiles;
const settingsWith = (change: Partial<Profile>): Settings => ({
  ...defaultSettings,
  profiles: [{ ...main, ...change }],
});
const policyWith = (call: readonly string[]) => btoa(JSON.stringify({ expiry: 2_000_000_000, call }));

test('a file can be deleted where the policy of its own profile allows it', () => {
  const canRemove = (policy: string) => termsOf(mainDestination, settingsWith({ policy })).canRemove;
  expect(canRemove('')).toBe(false);
  expect(canRemove(policyWith(['store']))).toBe(false);
  expect(canRemove(policyWith(['store', 'remove']))).toBe(true);
  expect(canRemove('not a policy')).toBe(true);
  expect(termsOf(mainDestination, undefined)).toEqual({ canRemove: false });
});

test('however many jobs are shown, a policy is read once for all of them', () => {
  const settings = settingsWith({ policy: policyWith(['remove']), linkHost: 'cdn.example.com' });
  const terms = termsOf(mainDestination, settings);
  expect(terms).toEqual({ canRemove: true, linkHost: 'cdn.example.com' });
  expect(termsOf(mainDestination, settings)).toBe(terms);
});
