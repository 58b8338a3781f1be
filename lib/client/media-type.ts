import mime from 'mime/lite';
import { typeOfBytes } from '../core/magic-bytes.ts';
import { UploadError } from '../core/upload-error.ts';

/** As many as filestack-js 4 looks at. */
const SNIFFED_BYTES = 4100;

/** Containers whose first bytes say less than a name does. */
const vagueTypes: ReadonlySet<string> = new Set(['application/zip', 'audio/x-m4a']);

/**
 * The type of a file: what the blob says, unless that is nothing or `text/plain`; then what its bytes tell, what its name
 * tells, `text/plain` for UTF-8, and `application/octet-stream`. The order is that of filestack-js 4.
 * @throws UploadError `source-gone` when the bytes can't be read
 */
export async function mediaTypeOf(blob: Blob, name: string): Promise<string> {
  if (blob.type !== '' && blob.type !== 'text/plain') return blob.type;
  const start = await readStart(blob);
  const sniffed = typeOfBytes(start);
  if (sniffed !== undefined && !vagueTypes.has(sniffed)) return sniffed;
  const named = name.includes('.') ? mime.getType(name) : null;
  return named ?? (isUtf8(start) ? 'text/plain' : (sniffed ?? 'application/octet-stream'));
}

async function readStart(blob: Blob): Promise<Uint8Array> {
  try {
    return new Uint8Array(await blob.slice(0, SNIFFED_BYTES).arrayBuffer());
  } catch (cause) {
    throw new UploadError('source-gone', 'the bytes could not be read', { step: 'read' }, cause);
  }
}

/** A character that is cut off at the end does no harm. */
function isUtf8(start: Uint8Array): boolean {
  try {
    new TextDecoder('utf-8', { fatal: true }).decode(start, { stream: true });
    return true;
  } catch {
    return false;
  }
}
