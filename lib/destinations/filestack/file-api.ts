import * as v from 'valibot';
import { UploadError } from '../../core/upload-error.ts';
import { parse } from '../../protocol/parse.ts';
import { controlCall } from './control-call.ts';
import type { Security } from './security.ts';

/** Facts of a stored file, by the names that Filestack answers with. */
export type FileMetadata = Readonly<Record<string, unknown>> & { readonly handle: string };

/** What of a file may be asked; nothing of it asks for all. */
export const metadataFields = [
  'size',
  'mimetype',
  'filename',
  'width',
  'height',
  'uploaded',
  'writeable',
  'cloud',
  'sourceUrl',
  'md5',
  'sha1',
  'sha224',
  'sha256',
  'sha384',
  'sha512',
  'location',
  'path',
  'container',
  'exif',
] as const;
export type MetadataField = (typeof metadataFields)[number];

export interface FileCall {
  /** With its path, such as `https://www.filestackapi.com/api/file`. */
  readonly fileApiUrl: string;
  readonly handle: string;
  readonly security?: Security;
  readonly signal: AbortSignal;
}

const answerSchema = v.record(v.string(), v.unknown());

/** Reads facts of a stored file. Rejects with an `UploadError` of the step `metadata`. */
export async function readMetadata(
  { fileApiUrl, handle, security, signal }: FileCall,
  fields: readonly MetadataField[],
): Promise<FileMetadata> {
  const step = 'metadata';
  const wanted = fields.map((field) => [field === 'sourceUrl' ? 'source_url' : field, 'true']);
  const query = new URLSearchParams({ ...Object.fromEntries(wanted), ...security });
  const url = `${fileApiUrl}/${checkedHandle(handle, step)}/metadata${withQuery(query)}`;
  const { json } = await controlCall({ step, method: 'get', url, headers: {}, signal });
  return { ...parse(answerSchema, json, 'the answer to metadata', { step }), handle };
}

/** Removes a stored file; Filestack wants security for that, always. Rejects with an `UploadError` of the step `remove`. */
export async function removeFile(
  { fileApiUrl, handle, security, signal }: FileCall,
  apiKey: string,
): Promise<void> {
  const step = 'remove';
  if (security === undefined)
    throw new UploadError('auth', 'a policy and a signature are needed to remove a file', { step });
  const query = new URLSearchParams({ key: apiKey, ...security });
  const url = `${fileApiUrl}/${checkedHandle(handle, step)}${withQuery(query)}`;
  await controlCall({ step, method: 'delete', url, headers: {}, signal });
}

/** A handle becomes part of an address that is asked with credentials. */
function checkedHandle(handle: string, step: string): string {
  if (/^[A-Za-z0-9_-]{1,128}$/.test(handle)) return handle;
  throw new UploadError('limit', 'a handle is 1 to 128 letters and digits', { step });
}

function withQuery(query: URLSearchParams): string {
  return query.size === 0 ? '' : `?${query}`;
}
