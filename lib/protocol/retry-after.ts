/**
 * The wait that a `Retry-After` header asks for, in ms: seconds or an HTTP date (RFC 9110 §10.2.3).
 * @returns undefined when there is none, or none that makes sense
 */
export function parseRetryAfter(header: string | null, nowMs: number): number | undefined {
  if (header === null) return undefined;
  const text = header.trim();
  if (/^\d{1,9}$/.test(text)) return Number(text) * 1000;
  const dateMs = /^[A-Z][a-z]{2},/.test(text) ? Date.parse(text) : Number.NaN;
  return Number.isNaN(dateMs) || dateMs <= nowMs ? undefined : dateMs - nowMs;
}
