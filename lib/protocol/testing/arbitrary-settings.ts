import fc from 'fast-check';
import * as v from 'valibot';
import { MAX_PROFILES, profileColors } from '../../core/profile.ts';
import { accessModes, storeLocations } from '../../core/store-options.ts';
import { guardRanges } from '../guard-settings.ts';
import { type Settings, settingsSchema } from '../settings.ts';

const { undoSeconds, confirmBytes, confirmFiles } = guardRanges;
const text = (maxLength: number) => fc.string({ unit: 'grapheme', maxLength: Math.floor(maxLength / 8) });
const name = fc.stringMatching(/^[a-z][a-z0-9]{0,10}$/);

const store = fc.record(
  {
    location: fc.constantFrom(...storeLocations),
    path: fc.stringMatching(/^[a-z]{1,9}\/$/),
    container: name,
    region: name,
    access: fc.constantFrom(...accessModes),
    workflows: fc.array(name, { minLength: 1, maxLength: 3 }),
    tags: fc.dictionary(fc.stringMatching(/^t[0-9]{1,4}$/), text(256), { maxKeys: 3 }),
  },
  { requiredKeys: ['location'] },
);

const profile = fc.record(
  {
    id: fc.stringMatching(/^[a-z0-9-]{1,12}$/),
    name: text(60),
    color: fc.constantFrom(...profileColors),
    sites: fc.array(
      name.map((host) => `${host}.example`),
      { maxLength: 3 },
    ),
    apiKey: text(256),
    policy: text(256),
    signature: text(256),
    apiUrl: fc.constantFrom('https://a.example', 'https://b.example/api', 'http://127.0.0.1:8080'),
    store,
    linkHost: name.map((host) => `${host}.example`),
  },
  { requiredKeys: ['id', 'name', 'color', 'sites', 'apiKey', 'policy', 'signature', 'apiUrl', 'store'] },
);

/** Settings as they may be stored. */
export const arbitrarySettings: fc.Arbitrary<Settings> = fc
  .record(
    {
      profiles: fc.uniqueArray(profile, {
        minLength: 1,
        maxLength: MAX_PROFILES / 2,
        selector: ({ id }) => id,
      }),
      bandwidthLimit: fc.option(fc.integer({ min: 32 * 1024, max: 10 * 1024 ** 3 })),
      guard: fc.record({
        undoSeconds: fc.integer(undoSeconds),
        offersKnown: fc.boolean(),
        confirmBytes: fc.integer(confirmBytes),
        confirmFiles: fc.integer(confirmFiles),
      }),
      capture: fc.record({ mostBytes: fc.integer({ min: 1024 ** 2, max: 10 * 1024 ** 3 }) }),
      nameTemplate: text(200),
      notifications: fc.record({ ended: fc.boolean(), failed: fc.boolean(), waiting: fc.boolean() }),
      upload: fc.record({
        partSize: fc.constantFrom('automatic', 6 * 1024 ** 2),
        timeout: fc.constant(30_000),
      }),
    },
    { requiredKeys: ['profiles'] },
  )
  .map((settings) => v.parse(settingsSchema, settings));
