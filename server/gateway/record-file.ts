import { type FileRecord, writeFileRecord } from './file-record.ts';
import { GatewayError } from './gateway-error.ts';
import { UPLOAD_METADATA } from './object-headers.ts';
import { deriveHandle } from './random-id.ts';
import { headObject } from './s3/objects.ts';
import type { Settings } from './settings.ts';

/** A file as its upload described it. What S3 holds is asked of S3. */
export type UploadedFile = Omit<FileRecord, 'handle' | 'container' | 'etag' | 'storedMs'>;

/**
 * Writes the record of an uploaded file, once the object under its key is seen to come from that very upload and to have
 * its size. Undefined when the object is not there or is another upload's.
 */
export async function recordFile(settings: Settings, file: UploadedFile): Promise<FileRecord | undefined> {
  const head = await headObject(settings.s3, file.key);
  if (head?.metadata[UPLOAD_METADATA] !== file.id) return undefined;
  if (head.sizeBytes !== file.sizeBytes) {
    throw new GatewayError(502, `S3 stored ${head.sizeBytes} bytes of ${file.sizeBytes}`);
  }
  const record: FileRecord = {
    ...file,
    handle: deriveHandle(settings.ticketKey, file.id),
    container: settings.s3.access.bucket,
    etag: head.etag,
    storedMs: head.lastModifiedMs,
  };
  await writeFileRecord(settings.s3, record);
  return record;
}
