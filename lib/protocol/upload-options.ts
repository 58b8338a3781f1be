import * as v from 'valibot';
import {
  type Automatic,
  defaultUploadOptions,
  isInRange,
  type RetryOptions,
  rangeText,
  type UploadOptionName,
} from '../core/upload-options.ts';

const { retryOptions } = defaultUploadOptions;

/** A number in its range. */
export const option = (name: UploadOptionName, preset: number) =>
  v.optional(
    v.pipe(
      v.number(() => rangeText(name)),
      v.check((value) => isInRange(name, value), rangeText(name)),
    ),
    preset,
  );

/** A number in its range, or left to the link. */
const automaticOption = (name: 'partSize' | 'maxConcurrentUploads') =>
  v.optional(
    v.custom<number | Automatic>(
      (value) => value === 'automatic' || (typeof value === 'number' && isInRange(name, value)),
      `${rangeText(name)}, or "automatic"`,
    ),
    defaultUploadOptions[name],
  );

/** As retries use them: the longest wait is the longest, whatever the shortest one is called. */
export function withWaitsInOrder<T extends { readonly retryOptions: RetryOptions }>(options: T): T {
  const { retryOptions } = options;
  const minTimeout = Math.min(retryOptions.minTimeout, retryOptions.maxTimeout);
  return { ...options, retryOptions: { ...retryOptions, minTimeout } };
}

/** Upload options from wherever they come; what is absent gets its default, what is out of range is refused. */
export const uploadOptionsSchema = v.strictObject({
  partSize: automaticOption('partSize'),
  maxConcurrentUploads: automaticOption('maxConcurrentUploads'),
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
