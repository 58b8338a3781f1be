import { MAX_PART_COUNT, MAX_PART_SIZE_BYTES, MIN_PART_SIZE_BYTES } from '../../../lib/core/part-plan.ts';

/** Largest body of one PUT, as object or part (S3 user guide, "Amazon S3 multipart upload limits"). */
export const maxPutBytes = MAX_PART_SIZE_BYTES;
/** Smallest part but for the last. */
export const minPartBytes = MIN_PART_SIZE_BYTES;
export const maxPartNumber = MAX_PART_COUNT;
/** Longest key in bytes of UTF-8. */
export const maxKeyBytes = 1024;
