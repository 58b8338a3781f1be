import type { FileRecord } from './file-record.ts';

/** A stored file as complete answers it: `key`, `container` and `status` are read by clients of every age. */
export function fileAnswer(publicUrl: string, record: FileRecord): Record<string, unknown> {
  return {
    handle: record.handle,
    url: `${publicUrl}/${record.handle}`,
    filename: record.filename,
    size: record.sizeBytes,
    mimetype: record.mimetype,
    container: record.container,
    key: record.key,
    status: 'Stored',
    ...(record.uploadTags && { upload_tags: record.uploadTags }),
    ...(record.workflows && { workflows: record.workflows }),
  };
}
