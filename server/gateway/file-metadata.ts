import type { FileRecord } from './file-record.ts';

/** What is not known of a file is not answered: no width, height or exif. */
export function fileMetadata(record: FileRecord, fields: readonly string[]): Record<string, unknown> {
  const all: Record<string, unknown> = {
    mimetype: record.mimetype,
    uploaded: record.storedMs,
    container: record.container,
    writeable: true,
    filename: record.filename,
    location: 'S3',
    key: record.key,
    path: record.key,
    size: record.sizeBytes,
    access: record.access ?? 'private',
    ...(/^[0-9a-f]{32}$/.test(record.etag) && { md5: record.etag }),
    ...(record.uploadTags && { upload_tags: record.uploadTags }),
  };
  if (fields.length === 0) return all;
  return Object.fromEntries(Object.entries(all).filter(([name]) => fields.includes(name)));
}
