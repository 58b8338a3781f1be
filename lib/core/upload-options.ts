import { type LinkPace, partSizeFor } from './link-pace.ts';
import { MAX_PART_SIZE_BYTES, MIN_PART_SIZE_BYTES } from './part-plan.ts';

/** How often and how long to wait; names and defaults are Filestack's. Times in ms. */
export interface RetryOptions {
  /** Failures of a part, or of a control call, since bytes of the job were last stored. 0 means no retry. */
  readonly retries: number;
  readonly factor: number;
  readonly minTimeout: number;
  readonly maxTimeout: number;
}

/** Whether parts go in chunks: never, always, or each from the first time that the link breaks it. */
export const intelligentModes = [false, true, 'fallback'] as const;
export type IntelligentMode = (typeof intelligentModes)[number];

/** Left to what the link shows. */
export type Automatic = 'automatic';

/** How a job is sent; names and defaults are Filestack's upload options. */
export interface UploadOptions {
  /** Bytes of each part but the last; grown when 10,000 parts would not do. */
  readonly partSize: number | Automatic;
  /** Parts of one job at once. */
  readonly maxConcurrentUploads: number | Automatic;
  readonly retryOptions: RetryOptions;
  /** A request that makes no progress for this long has stalled; ms. */
  readonly timeout: number;
  /** Intelligent ingestion, where the server offers it. */
  readonly intelligent: IntelligentMode;
  /** Leaves out the MD5 of each part: nobody then knows whether the same bytes arrive. */
  readonly disableIntegrityCheck: boolean;
}

/** Options that leave nothing to the link. */
export interface FixedUploadOptions extends UploadOptions {
  readonly partSize: number;
  readonly maxConcurrentUploads: number;
}

export const defaultUploadOptions: FixedUploadOptions = {
  partSize: MIN_PART_SIZE_BYTES,
  maxConcurrentUploads: 5,
  retryOptions: { retries: 10, factor: 2, minTimeout: 1_000, maxTimeout: 60_000 },
  timeout: 60_000,
  intelligent: false,
  disableIntegrityCheck: false,
};

/** Filestack's part size of intelligent ingestion (filestack-js: `INTELLIGENT_CHUNK_SIZE`). */
const INTELLIGENT_PART_SIZE_BYTES = 8 * 1024 ** 2;

/**
 * The part size that a file is planned with, before it is known what the server offers.
 * @param bandwidthLimit bytes a second, undefined for none
 */
export function plannedPartSize(
  { intelligent, partSize }: UploadOptions,
  link: LinkPace,
  bandwidthLimit: number | undefined,
): number {
  if (intelligent !== false) return INTELLIGENT_PART_SIZE_BYTES;
  return partSize === 'automatic' ? partSizeFor(link, bandwidthLimit) : partSize;
}

/** Parts of one job that may be on the wire at once. */
export function partsAtOnce({ maxConcurrentUploads }: UploadOptions, link: LinkPace): number {
  return maxConcurrentUploads === 'automatic' ? link.partsAtOnce : maxConcurrentUploads;
}

/** The range of one option, both ends included. */
export interface OptionRange {
  readonly min: number;
  readonly max: number;
  readonly isInteger: boolean;
}

const whole = (min: number, max: number): OptionRange => ({ min, max, isInteger: true });

/**
 * What each option may be. `retries` and `timeout` as in filestack-js 4; 20 parts at once is its `concurrency`, too;
 * part sizes are S3's.
 */
export const uploadOptionRanges = {
  partSize: whole(MIN_PART_SIZE_BYTES, MAX_PART_SIZE_BYTES),
  maxConcurrentUploads: whole(1, 20),
  retries: whole(0, 20),
  factor: { min: 1, max: 10, isInteger: false },
  minTimeout: whole(1, 600_000),
  maxTimeout: whole(1, 600_000),
  timeout: whole(1_000, 3_600_000),
} as const satisfies Readonly<Record<string, OptionRange>>;

export type UploadOptionName = keyof typeof uploadOptionRanges;

export function isInRange(name: UploadOptionName, value: number): boolean {
  const { min, max, isInteger } = uploadOptionRanges[name];
  return value >= min && value <= max && (!isInteger || Number.isInteger(value));
}

/** What to say of a value that is out of range. */
export function rangeText(name: UploadOptionName): string {
  const { min, max, isInteger } = uploadOptionRanges[name];
  return `${name} must be ${isInteger ? 'a whole number' : 'a number'} from ${min} to ${max}`;
}
