import type { RequestHeaders } from '../http/request-headers.ts';
import { S3Error } from '../s3-error.ts';

const unsupported = [
  'x-amz-server-side-encryption',
  'x-amz-object-lock',
  'x-amz-tagging',
  'x-amz-website-redirect-location',
  'x-amz-grant-',
  'x-amz-copy-source-server-side-encryption',
  'x-amz-write-offset-bytes',
];

/** What would be promised by silence is refused instead. @throws S3Error NotImplemented */
export function refuseUnsupported(headers: RequestHeaders): void {
  const header = [...headers.keys()].find((name) => unsupported.some((start) => name.startsWith(start)));
  if (header !== undefined) throw new S3Error('NotImplemented', undefined, { Header: header.slice(0, 200) });
  const storageClass = headers.get('x-amz-storage-class') ?? 'STANDARD';
  if (storageClass !== 'STANDARD')
    throw new S3Error('NotImplemented', undefined, { Header: 'x-amz-storage-class' });
}
