import * as v from 'valibot';
import {
  accessModes,
  MAX_ALT_TEXT_CHARS,
  MAX_PATH_CHARS,
  MAX_TAG_CHARS,
  MAX_TAGS,
  MAX_WORKFLOWS,
  storeLocations,
} from '../core/store-options.ts';

/** Tags of a stored file. */
export const tagsSchema = v.pipe(
  v.record(v.string(), v.pipe(v.string(), v.maxLength(MAX_TAG_CHARS, `at most ${MAX_TAG_CHARS} characters`))),
  v.maxEntries(MAX_TAGS, `at most ${MAX_TAGS} tags`),
);

/** Store options as they stand in settings and job records. */
export const storeOptionsSchema = v.strictObject({
  location: v.picklist(storeLocations),
  path: v.exactOptional(v.pipe(v.string(), v.minLength(1), v.maxLength(MAX_PATH_CHARS))),
  container: v.exactOptional(v.pipe(v.string(), v.minLength(1), v.maxLength(255))),
  region: v.exactOptional(v.pipe(v.string(), v.minLength(1), v.maxLength(64))),
  access: v.exactOptional(v.picklist(accessModes)),
  workflows: v.exactOptional(
    v.pipe(
      v.array(v.pipe(v.string(), v.minLength(1))),
      v.minLength(1, 'at least 1 workflow'),
      v.maxLength(MAX_WORKFLOWS, `at most ${MAX_WORKFLOWS} workflows`),
      v.readonly(),
    ),
  ),
  altText: v.exactOptional(
    v.pipe(
      v.string(),
      v.minLength(1),
      v.maxLength(MAX_ALT_TEXT_CHARS, `at most ${MAX_ALT_TEXT_CHARS} characters`),
    ),
  ),
  tags: v.exactOptional(tagsSchema),
});

/** Whether and how file names are made harmless. */
export const sanitizerSchema = v.union(
  [
    v.boolean(),
    v.strictObject({
      exclude: v.exactOptional(v.pipe(v.array(v.string()), v.readonly())),
      replacement: v.exactOptional(v.string()),
    }),
  ],
  'must be true, false or { exclude, replacement }',
);
