import * as v from 'valibot';
import { MAX_PART_COUNT } from '../../lib/core/part-plan.ts';
import { storeOptionsSchema, tagsSchema } from './store-options.ts';

/** Numbers come as text in the form dialect, and from careless clients in the JSON one. */
const wholeNumber = (name: string) =>
  v.pipe(
    v.union(
      [v.number(), v.pipe(v.string(), v.regex(/^\d{1,16}$/), v.transform(Number))],
      `${name} is not a whole number`,
    ),
    v.integer(`${name} is not a whole number`),
    v.minValue(0, `${name} is negative`),
    v.maxValue(Number.MAX_SAFE_INTEGER, `${name} is too large`),
  );

const flag = v.optional(
  v.pipe(
    v.union([v.boolean(), v.string()]),
    v.transform((value) => value === true || value === 'true'),
  ),
  false,
);

const needed = (name: string) => v.pipe(v.string(`${name} is missing`), v.nonEmpty(`${name} is missing`));

const credentials = {
  apikey: v.optional(v.string()),
  policy: v.optional(v.string()),
  signature: v.optional(v.string()),
  store: v.optional(storeOptionsSchema, {}),
  fii: flag,
};

const MAX_NAME_CHARS = 1024;

export const startSchema = v.object({
  ...credentials,
  filename: v.pipe(needed('filename'), v.maxLength(MAX_NAME_CHARS, 'filename is too long')),
  mimetype: v.optional(
    v.pipe(
      v.string(),
      v.regex(/^[\x20-\x7e]*$/, 'mimetype is not plain ASCII'),
      v.maxLength(255, 'mimetype is too long'),
    ),
    '',
  ),
  size: wholeNumber('size'),
});

const session = { uri: v.optional(v.string()), upload_id: needed('upload_id') };

export const uploadSchema = v.object({
  ...credentials,
  ...session,
  part: wholeNumber('part'),
  /** Of a chunk in its part; only with `fii`. */
  offset: v.optional(wholeNumber('offset')),
  size: wholeNumber('size'),
  md5: v.optional(v.pipe(v.string(), v.regex(/^[A-Za-z0-9+/]{22}==$/, 'md5 is not the base64 of 16 bytes'))),
});

export const commitSchema = v.object({
  ...credentials,
  ...session,
  part: wholeNumber('part'),
  /** Of the whole file. */
  size: wholeNumber('size'),
});

/** A part as the client lists it. `etag` is undefined when the client could not read it. */
const claimedPartSchema = v.object({
  part_number: wholeNumber('part_number'),
  etag: v.optional(v.nullable(v.string())),
});

const MAX_CLAIMS = 4 * MAX_PART_COUNT; // 0.5.2 may list a part again after each retry

export const completeSchema = v.object({
  ...credentials,
  ...session,
  size: wholeNumber('size'),
  parts: v.optional(v.pipe(v.array(claimedPartSchema), v.maxLength(MAX_CLAIMS, 'too many parts'))),
  upload_tags: v.optional(tagsSchema),
});

export type StartRequest = v.InferOutput<typeof startSchema>;
export type UploadRequest = v.InferOutput<typeof uploadSchema>;
export type CommitRequest = v.InferOutput<typeof commitSchema>;
export type CompleteRequest = v.InferOutput<typeof completeSchema>;
export type ClaimedPart = v.InferOutput<typeof claimedPartSchema>;
