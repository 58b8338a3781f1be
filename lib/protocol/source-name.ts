/**
 * What an answer calls its file, by its `Content-Disposition` (RFC 6266): the name in UTF-8 before the other. It may be
 * empty, and hold anything.
 */
export function dispositionName(header: string): string | undefined {
  const [, encoded] = /(?:^|[;\s])filename\*\s*=\s*utf-8'[^']*'([^;\s]+)/i.exec(header) ?? [];
  if (encoded !== undefined) return decoded(encoded);
  const [, quoted, token] =
    /(?:^|[;\s])filename\s*=\s*(?:"((?:[^"\\]|\\.)*)"|([^;\s"]+))/i.exec(header) ?? [];
  return quoted?.replace(/\\(.)/g, '$1') ?? token;
}

/** The last piece of an address's path, as people read it; it may be empty. */
export function lastSegment(url: URL): string {
  return decoded(url.pathname.split('/').at(-1) ?? '');
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
