import { expect, test } from 'vitest';
import { s3Regions } from './s3-regions.ts';
import { storeLocations } from './store-options.ts';
import { isRegion, moveStore, storeRules } from './store-rules.ts';

const full = { location: 's3', path: 'a/', container: 'c', region: 'eu-west-1', access: 'public' } as const;

test('a store that moves keeps what its new location knows', () => {
  expect(moveStore(full, 'gcs')).toEqual({ location: 'gcs', path: 'a/', container: 'c', access: 'public' });
  expect(moveStore(full, 'dropbox')).toEqual({ location: 'dropbox', path: 'a/', access: 'public' });
  expect(moveStore(full, 's3')).toEqual(full);
});

test('only S3 has regions, and only Dropbox has no containers', () => {
  expect(storeLocations.filter((location) => storeRules[location].hasRegion)).toEqual(['s3']);
  expect(storeLocations.filter((location) => !storeRules[location].hasContainer)).toEqual(['dropbox']);
});

test('every region that is offered can be one, and each is offered once', () => {
  expect(s3Regions.filter((region) => !isRegion(region))).toEqual([]);
  expect(new Set(s3Regions).size).toBe(s3Regions.length);
});

test.each(['eu west', 'eu-west-1/', '', '-x', 'https://s3'])('“%s” is no region', (text) => {
  expect(isRegion(text)).toBe(false);
});
