import * as v from 'valibot';
import { RECORD_PREFIX } from './object-key.ts';
import { deleteObject, getText, listObjects, putObject } from './s3/objects.ts';
import type { S3Client } from './s3/s3-client.ts';

const MARKER_PREFIX = `${RECORD_PREFIX}uploads/`;
const markerSchema = v.object({ key: v.string() });

const markerKey = (id: string): string => `${MARKER_PREFIX}${id}.json`;

/** Notes in the bucket that the upload `id` to `key` has begun, so that a sweep can tell our uploads from others. */
export async function writeUploadMarker(s3: S3Client, id: string, key: string): Promise<void> {
  await putObject(s3, markerKey(id), JSON.stringify({ key }), { 'content-type': 'application/json' });
}

export async function deleteUploadMarker(s3: S3Client, id: string): Promise<void> {
  await deleteObject(s3, markerKey(id));
}

/** The markers older than `beforeMs`, with the keys that they stand for. */
export async function* oldUploadMarkers(
  s3: S3Client,
  beforeMs: number,
): AsyncGenerator<{ readonly markerKey: string; readonly key: string }> {
  for await (const { key: marker, lastModifiedMs } of listObjects(s3, MARKER_PREFIX)) {
    if (lastModifiedMs > beforeMs) continue;
    const text = await getText(s3, marker);
    if (text !== undefined) yield { markerKey: marker, key: v.parse(markerSchema, JSON.parse(text)).key };
  }
}
