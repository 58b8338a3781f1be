import { type Answer, redirectAnswer } from './answer.ts';
import { authorise, type Credentials } from './authorise.ts';
import { type FileRecord, objectState, readFileRecord } from './file-record.ts';
import { GatewayError } from './gateway-error.ts';
import { isHandle } from './random-id.ts';
import type { Settings } from './settings.ts';

const URL_LIFE_SECONDS = 3600;

/** The record of a handle; 404 when there is none. */
export async function findRecord(settings: Settings, handle: string): Promise<FileRecord> {
  const record = isHandle(handle) ? await readFileRecord(settings.s3, handle) : undefined;
  if (!record) throw new GatewayError(404, 'No file has this handle');
  return record;
}

/** The record of a handle, if its object is still the one that was uploaded under it; 404 otherwise. */
export async function findFile(settings: Settings, handle: string): Promise<FileRecord> {
  const record = await findRecord(settings, handle);
  const state = await objectState(settings.s3, record);
  if (state === 'missing') throw new GatewayError(404, 'The file of this handle is gone from the bucket');
  if (state === 'replaced') {
    throw new GatewayError(404, 'The file of this handle was replaced by a later upload to the same key');
  }
  return record;
}

/** Public: to all. Security on: by a policy. Off: the handle is the capability, but not for what was said to be private. */
export function checkReadable(
  settings: Settings,
  record: FileRecord,
  credentials: Credentials,
  call: string,
): void {
  if (record.access === 'public') return;
  if (settings.secret === undefined && record.access === 'private') {
    throw new GatewayError(
      403,
      'The file is private, and without an app secret no policy can allow to read it',
    );
  }
  authorise(settings, credentials, {
    calls: [call],
    nowMs: settings.now(),
    handle: record.handle,
    container: record.container,
    path: record.path,
  });
}

/** Sends a reader to the object by a short-lived URL; a HEAD needs one of its own, since S3 signs the method. */
export async function deliverFile(
  settings: Settings,
  handle: string,
  credentials: Credentials,
  method: 'GET' | 'HEAD',
): Promise<Answer> {
  const record = await findFile(settings, handle);
  checkReadable(settings, record, credentials, 'read');
  return redirectAnswer(await settings.s3.presign({ method, key: record.key }, URL_LIFE_SECONDS));
}
