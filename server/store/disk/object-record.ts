import * as v from 'valibot';
import { checksumAlgorithms } from '../body/checksum-algorithm.ts';

export const checksumSchema = v.object({ algorithm: v.picklist(checksumAlgorithms), value: v.string() });

export const objectChecksumSchema = v.object({
  ...checksumSchema.entries,
  /** COMPOSITE is a checksum of the parts' checksums. */
  type: v.picklist(['FULL_OBJECT', 'COMPOSITE']),
});

/** A part as it lies on disk: an object is a list of these, so completing copies nothing. */
export const storedPartSchema = v.object({
  partNumber: v.number(),
  blob: v.string(),
  sizeBytes: v.number(),
  /** Without quotes. */
  etag: v.string(),
  modifiedAtMs: v.number(),
  checksum: v.exactOptional(checksumSchema),
});

/** Headers that an object keeps and its access, decided when it is put or its upload is created. */
export const objectAttributesSchema = v.object({
  /** Content-Type and its like, and `x-amz-meta-*`, by lower-case name. */
  headers: v.record(v.string(), v.string()),
  access: v.picklist(['private', 'public-read']),
});

export const objectRecordSchema = v.object({
  ...objectAttributesSchema.entries,
  key: v.string(),
  sizeBytes: v.number(),
  /** Without quotes. */
  etag: v.string(),
  modifiedAtMs: v.number(),
  checksum: v.exactOptional(objectChecksumSchema),
  /** The upload it was completed from: tells a restart that this upload is done. */
  uploadId: v.exactOptional(v.string()),
  parts: v.array(storedPartSchema),
});

export const uploadRecordSchema = v.object({
  ...objectAttributesSchema.entries,
  key: v.string(),
  uploadId: v.string(),
  createdAtMs: v.number(),
  checksum: v.exactOptional(
    v.object({ algorithm: v.picklist(checksumAlgorithms), type: v.picklist(['FULL_OBJECT', 'COMPOSITE']) }),
  ),
});

export type StoredPart = Readonly<v.InferOutput<typeof storedPartSchema>>;
export type ObjectAttributes = Readonly<v.InferOutput<typeof objectAttributesSchema>>;
export type ObjectRecord = Readonly<v.InferOutput<typeof objectRecordSchema>>;
export type ObjectChecksum = Readonly<v.InferOutput<typeof objectChecksumSchema>>;
export type UploadRecord = Readonly<v.InferOutput<typeof uploadRecordSchema>>;
