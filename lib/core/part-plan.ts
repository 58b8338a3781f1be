/** Smallest size of any part but the last: S3 multipart upload limits, and Filestack's `partSize`. */
export const MIN_PART_SIZE_BYTES = 5 * 1024 ** 2;
/** Largest size of a part: S3 multipart upload limits. */
export const MAX_PART_SIZE_BYTES = 5 * 1024 ** 3;
/** Most parts an upload can have: S3 multipart upload limits. */
export const MAX_PART_COUNT = 10_000;
/** Largest object S3 stores: 10,000 parts of 5 GiB. */
export const MAX_FILE_SIZE_BYTES = MAX_PART_COUNT * MAX_PART_SIZE_BYTES;

const MIB = 1024 ** 2;

/** How a file is cut into parts. Frozen for the life of a job; every part but the last has the same size. */
export interface PartPlan {
  readonly fileSizeBytes: number;
  readonly partSizeBytes: number;
  readonly partCount: number;
}

/** A contiguous byte range `[startByte, endByte)` sent in one PUT; part numbers begin at 1. */
export interface PartRange {
  readonly partNumber: number;
  readonly startByte: number;
  readonly endByte: number;
  readonly sizeBytes: number;
}

/**
 * Plans the parts of a file. `partSizeBytes` grows, in whole MiB, when 10,000 parts of it would not hold the file.
 * @throws RangeError when the file is empty or larger than S3 stores, or the part size is out of range.
 */
export function planParts(fileSizeBytes: number, partSizeBytes = MIN_PART_SIZE_BYTES): PartPlan {
  if (!Number.isSafeInteger(fileSizeBytes) || fileSizeBytes < 1 || fileSizeBytes > MAX_FILE_SIZE_BYTES) {
    throw new RangeError(`file size ${fileSizeBytes} is not between 1 and ${MAX_FILE_SIZE_BYTES} bytes`);
  }
  if (
    !Number.isSafeInteger(partSizeBytes) ||
    partSizeBytes < MIN_PART_SIZE_BYTES ||
    partSizeBytes > MAX_PART_SIZE_BYTES
  ) {
    throw new RangeError(
      `part size ${partSizeBytes} is not between ${MIN_PART_SIZE_BYTES} and ${MAX_PART_SIZE_BYTES} bytes`,
    );
  }
  const leastBytes = Math.ceil(fileSizeBytes / MAX_PART_COUNT / MIB) * MIB;
  const sizeBytes = Math.max(partSizeBytes, leastBytes);
  return {
    fileSizeBytes,
    partSizeBytes: sizeBytes,
    partCount: Math.ceil(fileSizeBytes / sizeBytes),
  };
}

/** The byte range of one part. @throws RangeError when the plan has no such part. */
export function partRange(plan: PartPlan, partNumber: number): PartRange {
  if (!Number.isInteger(partNumber) || partNumber < 1 || partNumber > plan.partCount) {
    throw new RangeError(`part ${partNumber} is not in a plan of ${plan.partCount} parts`);
  }
  const startByte = (partNumber - 1) * plan.partSizeBytes;
  const endByte = Math.min(startByte + plan.partSizeBytes, plan.fileSizeBytes);
  return { partNumber, startByte, endByte, sizeBytes: endByte - startByte };
}
