import { sweepChunks } from './chunk-objects.ts';
import { abortMultipartUpload, listMultipartUploads, type OpenUpload } from './s3/multipart.ts';
import { deleteObject } from './s3/objects.ts';
import type { S3Client } from './s3/s3-client.ts';
import { isS3Error } from './s3/s3-error.ts';
import { oldUploadMarkers } from './upload-marker.ts';

export interface SweepResult {
  readonly aborted: readonly OpenUpload[];
  /** Uploads under way that are too young to be abandoned. */
  readonly youngCount: number;
  /** Old uploads without our marker: somebody else's, not touched. */
  readonly foreignCount: number;
  /** Old chunks of parts that were never committed, or came too late; deleted. */
  readonly chunkCount: number;
}

async function abort(s3: S3Client, upload: OpenUpload): Promise<void> {
  try {
    await abortMultipartUpload(s3, upload.key, upload.uploadId);
  } catch (error) {
    if (!isS3Error(error, 'NoSuchUpload')) throw error; // finished or aborted meanwhile
  }
}

/**
 * Aborts the gateway's uploads that began before `beforeMs`: no client ever says that it gave one up. Only uploads to a
 * key that has an old marker are ours.
 */
export async function sweepUploads(s3: S3Client, beforeMs: number): Promise<SweepResult> {
  const markersByKey = new Map<string, string[]>();
  for await (const { key, markerKey } of oldUploadMarkers(s3, beforeMs)) {
    markersByKey.set(key, [...(markersByKey.get(key) ?? []), markerKey]);
  }
  const aborted: OpenUpload[] = [];
  const youngKeys = new Set<string>();
  let youngCount = 0;
  let foreignCount = 0;
  for await (const upload of listMultipartUploads(s3)) {
    if (upload.initiatedMs > beforeMs) {
      youngCount += 1;
      youngKeys.add(upload.key);
    } else if (markersByKey.has(upload.key)) aborted.push(upload);
    else foreignCount += 1;
  }
  for (const upload of aborted) await abort(s3, upload);
  // A marker is written beside its upload and may look a moment older: it stays while a young upload has its key.
  for (const [key, markers] of markersByKey) {
    if (!youngKeys.has(key)) for (const marker of markers) await deleteObject(s3, marker);
  }
  const chunkCount = await sweepChunks(s3, beforeMs);
  return { aborted, youngCount, foreignCount, chunkCount };
}
