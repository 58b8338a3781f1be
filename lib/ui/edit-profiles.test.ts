import * as v from 'valibot';
import { expect, test } from 'vitest';
import { mainProfileId } from '../core/profile.ts';
import { defaultProfile, type Profiles, profileIdSchema, profilesSchema } from '../protocol/profile.ts';
import { addProfile, editedProfile, makeDefault, removeProfile } from './edit-profiles.ts';

const id = (text: string) => v.parse(profileIdSchema, text);
const idsOf = (profiles: Profiles) => profiles.map((profile) => profile.id);
const three = addProfile(addProfile([defaultProfile], id('b')), id('c'));

test('a new profile is the last, without keys, in a colour of its own', () => {
  expect(idsOf(three)).toEqual([mainProfileId, 'b', 'c']);
  expect(new Set(three.map(({ color }) => color)).size).toBe(3);
  expect(three[2]).toMatchObject({ apiKey: '', policy: '', signature: '', name: '' });
});

test('there are never more than can be stored', () => {
  let profiles: Profiles = [defaultProfile];
  for (let index = 0; index < 30; index++) profiles = addProfile(profiles, id(`p${index}`));
  expect(profiles).toHaveLength(20);
  expect(v.is(profilesSchema, profiles)).toBe(true);
});

test('one can be removed, but the last can’t', () => {
  expect(idsOf(removeProfile(three, id('b')))).toEqual([mainProfileId, 'c']);
  expect(idsOf(removeProfile(three, mainProfileId))).toEqual(['b', 'c']);
  expect(idsOf(removeProfile([defaultProfile], mainProfileId))).toEqual([mainProfileId]);
});

test('the default is the first; the others keep their order', () => {
  expect(idsOf(makeDefault(three, id('c')))).toEqual(['c', mainProfileId, 'b']);
  expect(idsOf(makeDefault(three, id('gone')))).toEqual([mainProfileId, 'b', 'c']);
});

test('what is edited is the chosen one, or the default when that is gone', () => {
  expect(editedProfile(three, id('b')).id).toBe('b');
  expect(editedProfile(three, id('gone')).id).toBe(mainProfileId);
  expect(editedProfile(three, undefined).id).toBe(mainProfileId);
});
