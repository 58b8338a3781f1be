import { S3Error } from '../s3-error.ts';

const largestPage = 1000;

/**
 * Reads `max-keys`, `max-parts` or `max-uploads`: at most 1000, which is also meant when it is left out.
 * @throws S3Error InvalidArgument
 */
export function readPageLimit(query: ReadonlyMap<string, string>, name: string): number {
  return Math.min(readWholeNumber(query, name, largestPage), largestPage);
}

/** @throws S3Error InvalidArgument */
export function readWholeNumber(query: ReadonlyMap<string, string>, name: string, otherwise: number): number {
  const text = query.get(name) ?? '';
  if (text === '') return otherwise;
  if (/^\d{1,10}$/.test(text) && Number(text) < 2 ** 31) return Number(text);
  throw new S3Error('InvalidArgument', `Argument ${name} must be an integer between 0 and 2147483647`, {
    ArgumentName: name,
    ArgumentValue: text.slice(0, 200),
  });
}
