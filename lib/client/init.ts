import * as v from 'valibot';
import { sanitizeFileName } from '../core/file-name.ts';
import type { FileTags } from '../core/store-options.ts';
import { toUploadError, UploadError } from '../core/upload-error.ts';
import {
  type FileMetadata,
  type MetadataField,
  metadataFields,
  readMetadata,
  removeFile,
} from '../destinations/filestack/file-api.ts';
import { createFilestackDestination } from '../destinations/filestack/filestack-destination.ts';
import type { Security } from '../destinations/filestack/security.ts';
import { type FetchedFile, storeUrl } from '../destinations/filestack/store-url.ts';
import { mediaTypeOf } from '../engine/media-type.ts';
import { createFetchTransport } from '../platform/fetch-transport.ts';
import { systemClock } from '../platform/system-clock.ts';
import { tagsSchema } from '../protocol/store-options.ts';
import { type ClientConfig, checkConfig, checkSecurity } from './client-config.ts';
import { readInput, type UploadInput } from './input-file.ts';
import { parseOptions } from './parse-options.ts';
import { runUpload } from './run-upload.ts';
import { type ClientStoreOptions, checkStoreOptions, pathWithName } from './store-options.ts';
import { createCommandLine } from './upload-controls.ts';
import { type ClientUploadOptions, checkUploadOptions, type UploadControls } from './upload-options.ts';

export { UploadError } from '../core/upload-error.ts';
export type { ClientConfig } from './client-config.ts';

/** A stored file. */
export interface UploadedFile {
  readonly handle: string;
  readonly url: string;
  readonly filename: string;
  readonly size: number;
  readonly mimetype: string;
  readonly container?: string;
  readonly key?: string;
  readonly status?: string;
  readonly uploadTags?: FileTags;
  readonly workflows?: unknown;
  readonly alt?: string;
}

/** A Filestack client. Everything it returns rejects with an `UploadError`. */
export interface Client {
  /** Uploads one file. The promise can also be told to pause, resume and cancel. */
  upload(
    file: UploadInput,
    uploadOptions?: ClientUploadOptions,
    storeOptions?: ClientStoreOptions,
  ): Promise<UploadedFile> & UploadControls;
  /** Has Filestack fetch an address and store what it finds. */
  storeURL(
    url: string,
    storeOptions?: ClientStoreOptions,
    uploadTags?: FileTags,
    more?: { readonly headers?: Readonly<Record<string, string>>; readonly signal?: AbortSignal },
  ): Promise<FetchedFile>;
  /** Reads facts of a stored file: those that are `true` in the options, or all. */
  metadata(
    handle: string,
    options?: Readonly<Partial<Record<MetadataField, boolean>>>,
    security?: Security,
  ): Promise<FileMetadata>;
  /** Removes a stored file, by the security that is given or else the client’s. */
  remove(handle: string, security?: Security): Promise<void>;
}

/**
 * Makes a client for one API key. Asks nothing of the network.
 * @throws UploadError `limit` of the step `options` when the key is empty or a setting is not as it may be
 */
export function init(apiKey: string, config: ClientConfig = {}): Client {
  const account = checkConfig(apiKey, config);
  const { fileApiUrl, processUrl } = account;
  const never = new AbortController().signal;

  async function upload(
    input: UploadInput,
    uploadOptions: unknown,
    storeOptions: unknown,
    commands: ReturnType<typeof createCommandLine>,
  ): Promise<UploadedFile> {
    const options = checkUploadOptions(uploadOptions);
    const checked = checkStoreOptions(storeOptions);
    if (options.token !== undefined) Object.assign(options.token, commands.controls);
    if (options.signal?.aborted) throw new UploadError('cancelled', 'the upload was cancelled');
    const { blob, name: givenName = '' } = await readInput(input);
    const { filename = givenName } = checked;
    const wanted = typeof filename === 'string' ? filename : filename({ name: givenName, size: blob.size });
    const name = sanitizeFileName(wanted, checked.sanitizer);
    const mimetype = checked.mimetype ?? (await mediaTypeOf(blob, givenName || name));
    const { place } = checked;
    const store = {
      location: 's3' as const,
      ...place,
      ...(checked.disableStorageKey && { path: pathWithName(place.path, name) }),
      ...(options.tags && { tags: options.tags }),
    };
    const stored = await runUpload({
      ...{ blob, name, mimetype, store, options, commands },
      destination: createFilestackDestination(account, checked.passed),
      transport: createFetchTransport(),
      clock: systemClock,
    });
    const alt = place.altText === undefined ? {} : { alt: place.altText };
    return { filename: name, size: blob.size, mimetype, ...stored, ...alt };
  }

  return {
    upload(input, uploadOptions, storeOptions) {
      const commands = createCommandLine();
      const uploaded = upload(input, uploadOptions, storeOptions, commands).catch((thrown: unknown) => {
        throw toUploadError(thrown);
      });
      return Object.assign(uploaded, commands.controls);
    },

    async storeURL(url, storeOptions, uploadTags, { headers, signal = never } = {}) {
      const { place, filename, sanitizer, disableStorageKey, passed } = checkStoreOptions(storeOptions);
      const { altText: _altText, ...store } = place;
      const tags = uploadTags && parseOptions(tagsSchema, uploadTags, 'upload tags');
      const name = typeof filename === 'function' ? filename({ name: '', size: 0 }) : filename;
      return await storeUrl({
        ...account,
        ...{ processUrl, url, store, signal },
        ...(name !== undefined && { filename: name }),
        passed: {
          ...passed,
          ...(sanitizer !== undefined && { sanitizer }),
          ...(disableStorageKey !== undefined && { disableStorageKey }),
        },
        ...(tags !== undefined && { uploadTags: tags }),
        ...(headers !== undefined && { headers }),
      });
    },

    async metadata(handle, options, security) {
      const wanted = parseOptions(metadataSchema, options, 'metadata options');
      const fields = metadataFields.filter((field) => wanted[field] === true);
      return await readMetadata(
        { ...account, ...checkSecurity(security), fileApiUrl, handle, signal: never },
        fields,
      );
    },

    async remove(handle, security) {
      const call = { ...account, ...checkSecurity(security), fileApiUrl, handle, signal: never };
      await removeFile(call, account.apiKey);
    },
  };
}

const metadataSchema = v.partial(
  v.strictObject(v.entriesFromList(metadataFields, v.boolean('must be true or false'))),
);
