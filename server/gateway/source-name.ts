import { dispositionName, lastSegment } from '../../lib/protocol/source-name.ts';

const MAX_NAME_CHARS = 255;

/** The file name of a fetched source: what its server says, else the last segment of its path, else `file`. */
export function sourceName(url: URL, contentDisposition: string | undefined): string {
  const name = dispositionName(contentDisposition ?? '') || lastSegment(url) || 'file';
  return name.slice(0, MAX_NAME_CHARS);
}

/** A media type without anything that could not stand in a header. */
export function sourceType(contentType: string | undefined): string {
  const type = contentType?.trim() ?? '';
  return /^[\x20-\x7e]{1,255}$/.test(type) ? type : 'application/octet-stream';
}
