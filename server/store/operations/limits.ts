/** Largest body of one PUT, as object or part (S3 user guide, "Amazon S3 multipart upload limits"). */
export const maxPutBytes = 5 * 1024 ** 3;
/** Smallest part but for the last. */
export const minPartBytes = 5 * 1024 ** 2;
export const maxPartNumber = 10_000;
/** Longest key in bytes of UTF-8. */
export const maxKeyBytes = 1024;
