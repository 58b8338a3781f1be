import * as v from 'valibot';
import { expect, test } from 'vitest';
import { defaultUploadOptions, uploadOptionRanges } from '../core/upload-options.ts';
import { defaultProfile } from './profile.ts';
import { settingsSchema } from './settings.ts';
import { uploadOptionsSchema } from './upload-options.ts';

test('what is absent gets its documented default', () => {
  expect(v.parse(uploadOptionsSchema, {})).toEqual(defaultUploadOptions);
  expect(defaultUploadOptions).toEqual({
    partSize: 5 * 1024 ** 2,
    maxConcurrentUploads: 5,
    retryOptions: { retries: 10, factor: 2, minTimeout: 1000, maxTimeout: 60_000 },
    timeout: 60_000,
    intelligent: false,
    disableIntegrityCheck: false,
  });
});

test.each(Object.entries(uploadOptionRanges))(
  'U9: %s is refused out of its range, and the range is said',
  (name, range) => {
    const isRetryOption = name in defaultUploadOptions.retryOptions;
    const read = (value: unknown) =>
      v.safeParse(
        uploadOptionsSchema,
        isRetryOption ? { retryOptions: { [name]: value } } : { [name]: value },
      );
    for (const value of [range.min, range.max]) expect(read(value).success).toBe(true);
    for (const value of [range.min - 1, range.max + 1, Number.NaN, Number.POSITIVE_INFINITY, '5', null]) {
      const result = read(value);
      expect(result.success).toBe(false);
      expect(result.issues?.[0]?.message).toContain(`${range.min} to ${range.max}`);
    }
  },
);

test('U9: intelligent is true, false or "fallback"', () => {
  const read = (intelligent: unknown) => v.safeParse(uploadOptionsSchema, { intelligent });
  for (const value of [true, false, 'fallback'])
    expect(read(value).output).toMatchObject({ intelligent: value });
  for (const value of ['true', 'always', 1, null]) expect(read(value).success).toBe(false);
});

test('U9: settings whose shortest wait is longer than the longest are read as they work', () => {
  const read = (minTimeout: number, maxTimeout: number) =>
    v.parse(settingsSchema, {
      profiles: [defaultProfile],
      upload: { retryOptions: { minTimeout, maxTimeout } },
    }).upload.retryOptions;
  expect(read(9_000, 2_000)).toMatchObject({ minTimeout: 2_000, maxTimeout: 2_000 });
  expect(read(2_000, 9_000)).toMatchObject({ minTimeout: 2_000, maxTimeout: 9_000 });
});

test('U9: settings with an option out of range are no settings', () => {
  const settings = { profiles: [defaultProfile] };
  expect(v.is(settingsSchema, { ...settings, upload: { partSize: 1 } })).toBe(false);
  expect(v.is(settingsSchema, { ...settings, upload: { maxConcurrentUploads: 2 } })).toBe(true);
  expect(v.is(settingsSchema, settings)).toBe(true);
});
