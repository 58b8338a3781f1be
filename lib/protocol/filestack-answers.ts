import * as v from 'valibot';

const text = v.pipe(v.string(), v.minLength(1), v.maxLength(16_384));

/** Answer to `POST /multipart/start`; all four are required by the official client, too. */
export const startAnswerSchema = v.object({
  uri: text,
  region: text,
  upload_id: text,
  location_url: text,
  location_region: v.exactOptional(v.nullish(text)),
  /** `intelligent_ingestion` when chunks are taken; anything else is not for us. */
  upload_type: v.exactOptional(v.unknown()),
});

/** Answer to `POST /multipart/upload`. */
export const uploadAnswerSchema = v.object({
  url: text,
  headers: v.exactOptional(v.nullish(v.record(v.string(), v.string()))),
});

const numberOrText = v.union([v.number(), v.pipe(v.string(), v.toNumber())]);

/** Answer to `POST /multipart/complete`; only what is used, and nothing but the handle and url is certain. */
export const completeAnswerSchema = v.object({
  handle: text,
  url: text,
  size: v.exactOptional(v.nullish(numberOrText)),
  container: v.exactOptional(v.nullish(v.string())),
  key: v.exactOptional(v.nullish(v.string())),
  status: v.exactOptional(v.nullish(v.string())),
  upload_tags: v.exactOptional(v.nullish(v.record(v.string(), v.string()))),
  workflows: v.exactOptional(v.unknown()),
});
