import mime from 'mime/lite';
import { typeOfBytes } from '../core/magic-bytes.ts';
import { asSourceGone } from './read-source.ts';

/** As many as filestack-js 4 looks at. */
const SNIFFED_BYTES = 4100;

/** Containers whose first bytes say less than a name does. */
const vagueTypes: ReadonlySet<string> = new Set(['application/zip', 'audio/x-m4a']);

interface TypeOptions {
  /** Types of a blob that say nothing; those of filestack-js 4 when left out. */
  readonly doubted?: readonly string[];
  /** How the first bytes are read. Rejects when they can't be. */
  readonly read?: (start: Blob) => Promise<ArrayBuffer>;
}

/**
 * The type of a file: what the blob says, unless that is doubted; then what its bytes tell, what its name tells,
 * `text/plain` for UTF-8, and `application/octet-stream`. The order is that of filestack-js 4.
 * @throws UploadError `source-gone` when the bytes can't be read
 */
export async function mediaTypeOf(blob: Blob, name: string, options: TypeOptions = {}): Promise<string> {
  const { doubted = ['', 'text/plain'], read = readUnlimited } = options;
  if (!doubted.includes(blob.type)) return blob.type;
  const start = new Uint8Array(await read(blob.slice(0, SNIFFED_BYTES)));
  const sniffed = typeOfBytes(start);
  if (sniffed !== undefined && !vagueTypes.has(sniffed)) return sniffed;
  const named = name.includes('.') ? mime.getType(name) : null;
  return named ?? (isUtf8(start) ? 'text/plain' : (sniffed ?? 'application/octet-stream'));
}

async function readUnlimited(start: Blob): Promise<ArrayBuffer> {
  try {
    return await start.arrayBuffer();
  } catch (cause) {
    throw asSourceGone(cause);
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
