export type RequestHeaders = ReadonlyMap<string, string>;

/**
 * Header values by lower-case name. A repeated header becomes one value joined by commas, as SigV4 signs it (Node would
 * drop some of them). Values stay one character a byte, as Node reads them.
 */
export function readRequestHeaders(rawHeaders: readonly string[]): RequestHeaders {
  const headers = new Map<string, string>();
  for (let index = 0; index + 1 < rawHeaders.length; index += 2) {
    const name = (rawHeaders[index] ?? '').toLowerCase();
    const value = (rawHeaders[index + 1] ?? '').trim();
    const earlier = headers.get(name);
    headers.set(name, earlier === undefined ? value : `${earlier},${value}`);
  }
  return headers;
}
