import { S3Error } from '../s3-error.ts';
import { maxPartNumber } from './limits.ts';

/** @throws S3Error InvalidArgument */
export function readPartNumber(query: ReadonlyMap<string, string>): number {
  const text = query.get('partNumber') ?? '';
  const partNumber = /^\d{1,5}$/.test(text) ? Number(text) : 0;
  if (partNumber >= 1 && partNumber <= maxPartNumber) return partNumber;
  throw new S3Error(
    'InvalidArgument',
    `Part number must be an integer between 1 and ${maxPartNumber}, inclusive`,
    {
      ArgumentName: 'partNumber',
      ArgumentValue: text.slice(0, 200),
    },
  );
}
