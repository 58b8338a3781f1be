import * as v from 'valibot';
import type { Sanitizer } from '../core/file-name.ts';
import type { PassedOptions, StoreOptions } from '../core/store-options.ts';
import { sanitizerSchema, storeOptionsSchema } from '../protocol/store-options.ts';
import { parseOptions } from './parse-options.ts';

/** A file as `filename` may be a function of. */
export interface NamedFile {
  readonly name: string;
  readonly size: number;
}

const { entries } = storeOptionsSchema;

const clientStoreOptionsSchema = v.strictObject({
  /** In capitals or not. */
  location: v.exactOptional(v.pipe(v.string(), v.toLowerCase(), entries.location)),
  path: entries.path,
  container: entries.container,
  region: entries.region,
  access: entries.access,
  workflows: v.exactOptional(
    v.pipe(
      v.array(
        v.union([
          v.string(),
          v.pipe(
            v.strictObject({ id: v.string() }),
            v.transform(({ id }) => id),
          ),
        ]),
      ),
      entries.workflows.wrapped,
    ),
  ),
  altText: entries.altText,
  filename: v.exactOptional(
    v.union([
      v.pipe(v.string(), v.maxLength(1024, 'at most 1024 characters')),
      v.custom<(file: NamedFile) => string>(
        (value) => typeof value === 'function',
        'must be a text or a function',
      ),
    ]),
  ),
  mimetype: v.exactOptional(v.pipe(v.string(), v.maxLength(255, 'at most 255 characters'))),
  sanitizer: v.exactOptional(sanitizerSchema),
  disableStorageKey: v.exactOptional(v.boolean('must be true or false')),
  base64decode: v.exactOptional(v.boolean('must be true or false')),
  tags: v.exactOptional(v.record(v.string(), v.string('must be a text'))),
});

/** Store options as a caller writes them; what each may be is in docs/client.md. */
export type ClientStoreOptions = v.InferInput<typeof clientStoreOptionsSchema>;

/** Store options by what they are for. */
export interface CheckedStoreOptions {
  /** Where and how it is stored. */
  readonly place: Partial<StoreOptions>;
  readonly filename?: string | ((file: NamedFile) => string);
  readonly mimetype?: string;
  readonly sanitizer?: Sanitizer;
  /** The key is to be the path and the name, with nothing made up in it. */
  readonly disableStorageKey?: boolean;
  readonly passed: PassedOptions;
}

/** @throws UploadError `limit` of the step `options` that says what the option may be */
export function checkStoreOptions(options: unknown): CheckedStoreOptions {
  const { filename, mimetype, sanitizer, disableStorageKey, base64decode, tags, ...place } = parseOptions(
    clientStoreOptionsSchema,
    options,
    'store options',
  );
  return {
    place,
    ...(filename !== undefined && { filename }),
    ...(mimetype !== undefined && { mimetype }),
    ...(sanitizer !== undefined && { sanitizer }),
    ...(disableStorageKey !== undefined && { disableStorageKey }),
    passed: { ...(base64decode !== undefined && { base64decode }), ...(tags !== undefined && { tags }) },
  };
}

/** The path of a file that is to be stored under its own name: the folder, a slash, the name. */
export function pathWithName(path: string | undefined, filename: string): string {
  if (path === undefined) return `/${filename}`;
  return path.endsWith('/') ? `${path}${filename}` : `${path}/${filename}`;
}
