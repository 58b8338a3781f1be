const MAX_NAME_CHARS = 255;

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

/** The name that a Content-Disposition gives, RFC 6266's encoded form first. */
function dispositionName(header: string): string | undefined {
  const encoded = /filename\*\s*=\s*UTF-8'[^']*'([^;\s]+)/i.exec(header)?.[1];
  if (encoded !== undefined) return decode(encoded);
  const plain = /filename\s*=\s*(?:"([^"]*)"|([^;\s]+))/i.exec(header);
  return plain?.[1] ?? plain?.[2];
}

/** The file name of a fetched source: what its server says, else the last segment of its path, else `file`. */
export function sourceName(url: URL, contentDisposition: string | undefined): string {
  const last = decode(url.pathname.split('/').at(-1) ?? '');
  const name = dispositionName(contentDisposition ?? '') || last || 'file';
  return name.slice(0, MAX_NAME_CHARS);
}

/** A media type without anything that could not stand in a header. */
export function sourceType(contentType: string | undefined): string {
  const type = contentType?.trim() ?? '';
  return /^[\x20-\x7e]{1,255}$/.test(type) ? type : 'application/octet-stream';
}
