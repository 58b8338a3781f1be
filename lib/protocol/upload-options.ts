import * as v from 'valibot';
import { defaultUploadOptions, isInRange, rangeText, type UploadOptionName } from '../core/upload-options.ts';

const { retryOptions } = defaultUploadOptions;

const option = (name: UploadOptionName, preset: number) =>
  v.optional(
    v.pipe(
      v.number(() => rangeText(name)),
      v.check((value) => isInRange(name, value), rangeText(name)),
    ),
    preset,
  );

/** Upload options from wherever they come; what is absent gets its default, what is out of range is refused. */
export const uploadOptionsSchema = v.strictObject({
  partSize: option('partSize', defaultUploadOptions.partSize),
  maxConcurrentUploads: option('maxConcurrentUploads', defaultUploadOptions.maxConcurrentUploads),
  retryOptions: v.optional(
    v.strictObject({
      retries: option('retries', retryOptions.retries),
      factor: option('factor', retryOptions.factor),
      minTimeout: option('minTimeout', retryOptions.minTimeout),
      maxTimeout: option('maxTimeout', retryOptions.maxTimeout),
    }),
    retryOptions,
  ),
  timeout: option('timeout', defaultUploadOptions.timeout),
  intelligent: v.optional(
    v.union([v.boolean(), v.literal('fallback')], 'intelligent must be true, false or "fallback"'),
    defaultUploadOptions.intelligent,
  ),
  disableIntegrityCheck: v.optional(
    v.boolean('disableIntegrityCheck must be true or false'),
    defaultUploadOptions.disableIntegrityCheck,
  ),
});
