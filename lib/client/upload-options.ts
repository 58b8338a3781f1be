import * as v from 'valibot';
import { defaultUploadOptions } from '../core/upload-options.ts';
import { tagsSchema } from '../protocol/store-options.ts';
import { option, uploadOptionsSchema } from '../protocol/upload-options.ts';
import { parseOptions } from './parse-options.ts';

/** How far an upload is; the first names are those of filestack-js 4, then the same by those of 0.5. */
export interface UploadProgress {
  /** Bytes that the store has acknowledged. Never falls. */
  readonly totalBytes: number;
  /** Whole percent, rounded down; 100 only once the file is stored. */
  readonly totalPercent: number;
  readonly progressTotal: number;
  readonly totalProgressPercent: number;
  /** The part that was stored last, from 1; absent in the first and the last event. */
  readonly part?: number;
  /** Bytes of that part that are stored: all. */
  readonly loaded?: number;
  readonly byteLength?: number;
}

/** What a caller may be told while a file is on its way. */
export interface UploadCallbacks {
  /** Before each start request, retries too. */
  readonly onStart?: () => void;
  /** Once, when the first bytes are about to be sent. */
  readonly onUploadStart?: () => void;
  readonly onProgress?: (progress: UploadProgress) => void;
  /** When a request has failed and will be made again, before the wait. The attempt counts from 1. */
  readonly onRetry?: (attempt: number, delayMs: number) => void;
  /** Once, when every part is stored, before the complete request. */
  readonly onUploadComplete?: () => void;
  /** The name that filestack-js 0.5 calls `onUploadComplete` by. */
  readonly onUploadCompleteFunction?: () => void;
}

/** Steers one upload. */
export interface UploadControls {
  /** Stops what is on the wire; the parts that were not whole are sent again later. */
  pause(): void;
  resume(): void;
  /** Rejects the upload as `cancelled`. While complete is being answered that answer decides. */
  cancel(): void;
}

const callback = <T extends (...args: never[]) => void>() =>
  v.exactOptional(v.custom<T>((value) => typeof value === 'function', 'must be a function'));

const MAX_PROGRESS_INTERVAL_MS = 600_000;
const progressIntervalText = `progressInterval must be a whole number from 1 to ${MAX_PROGRESS_INTERVAL_MS}`;

const clientUploadOptionsSchema = v.strictObject({
  ...uploadOptionsSchema.entries,
  // Each upload has an engine of its own, which has seen nothing of the link before.
  partSize: option('partSize', defaultUploadOptions.partSize),
  maxConcurrentUploads: option('maxConcurrentUploads', defaultUploadOptions.maxConcurrentUploads),
  progressInterval: v.optional(
    v.pipe(
      v.number(progressIntervalText),
      v.integer(progressIntervalText),
      v.minValue(1, progressIntervalText),
      v.maxValue(MAX_PROGRESS_INTERVAL_MS, progressIntervalText),
    ),
    1000,
  ),
  tags: v.exactOptional(tagsSchema),
  signal: v.exactOptional(v.instance(AbortSignal, 'signal must be an AbortSignal')),
  token: v.exactOptional(
    v.custom<object>((value) => typeof value === 'object' && value !== null, 'token must be an object'),
  ),
  onStart: callback<NonNullable<UploadCallbacks['onStart']>>(),
  onUploadStart: callback<NonNullable<UploadCallbacks['onUploadStart']>>(),
  onProgress: callback<NonNullable<UploadCallbacks['onProgress']>>(),
  onRetry: callback<NonNullable<UploadCallbacks['onRetry']>>(),
  onUploadComplete: callback<NonNullable<UploadCallbacks['onUploadComplete']>>(),
  onUploadCompleteFunction: callback<NonNullable<UploadCallbacks['onUploadCompleteFunction']>>(),
});

/** Upload options as a caller writes them; what each may be is in docs/client.md. */
export type ClientUploadOptions = v.InferInput<typeof clientUploadOptionsSchema>;
export type CheckedUploadOptions = v.InferOutput<typeof clientUploadOptionsSchema>;

/** @throws UploadError `limit` of the step `options` that says the range */
export function checkUploadOptions(options: unknown): CheckedUploadOptions {
  return parseOptions(clientUploadOptionsSchema, options, 'upload options');
}
