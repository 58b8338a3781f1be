import * as v from 'valibot';
import { UPLOAD_METADATA } from './object-headers.ts';
import { RECORD_PREFIX } from './object-key.ts';
import { deleteObject, getText, headObject, putObject } from './s3/objects.ts';
import type { S3Client } from './s3/s3-client.ts';

const fileRecordSchema = v.object({
  handle: v.string(),
  /** Names the upload; the object carries it too. */
  id: v.string(),
  container: v.string(),
  key: v.string(),
  filename: v.string(),
  mimetype: v.string(),
  sizeBytes: v.number(),
  etag: v.string(),
  storedMs: v.number(),
  path: v.string(),
  access: v.optional(v.picklist(['public', 'private'])),
  uploadTags: v.optional(v.record(v.string(), v.unknown())),
  workflows: v.optional(v.array(v.unknown())),
});

/** What a handle stands for: the small object in the bucket that makes the handle work. */
export type FileRecord = Readonly<v.InferOutput<typeof fileRecordSchema>>;

export const recordKey = (handle: string): string => `${RECORD_PREFIX}handles/${handle}.json`;

export async function readFileRecord(s3: S3Client, handle: string): Promise<FileRecord | undefined> {
  const text = await getText(s3, recordKey(handle));
  return text === undefined ? undefined : v.parse(fileRecordSchema, JSON.parse(text));
}

export async function writeFileRecord(s3: S3Client, record: FileRecord): Promise<void> {
  await putObject(s3, recordKey(record.handle), JSON.stringify(record), {
    'content-type': 'application/json',
  });
}

/** `replaced`: the object under the record's key comes from another upload. */
export type ObjectState = 'present' | 'missing' | 'replaced';

export async function objectState(s3: S3Client, record: FileRecord): Promise<ObjectState> {
  const head = await headObject(s3, record.key);
  if (!head) return 'missing';
  return head.metadata[UPLOAD_METADATA] === record.id ? 'present' : 'replaced';
}

/** Deletes a file: its object, unless a later upload has replaced it or it is to stay, then the record of the handle. */
export async function deleteFile(s3: S3Client, record: FileRecord, keepObject: boolean): Promise<void> {
  if (!keepObject && (await objectState(s3, record)) === 'present') await deleteObject(s3, record.key);
  await deleteObject(s3, recordKey(record.handle));
}
