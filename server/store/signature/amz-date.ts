/** Milliseconds of `20250131T235959Z`, or undefined when it isn't such a date. */
export function parseAmzDate(text: string): number | undefined {
  const match = /^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/.exec(text);
  if (!match) return undefined;
  const [, year, month, day, hour, minute, second] = match;
  const time = Date.parse(`${year}-${month}-${day}T${hour}:${minute}:${second}Z`);
  return Number.isNaN(time) ? undefined : time;
}

/** `20250131T235959Z` of a time in milliseconds. */
export function formatAmzDate(timeMs: number): string {
  return isoSeconds(timeMs).replace(/[-:]/g, '');
}

/** `2025-01-31T23:59:59Z`, as S3 writes times in error details. */
export function isoSeconds(timeMs: number): string {
  return `${new Date(timeMs).toISOString().slice(0, 19)}Z`;
}
