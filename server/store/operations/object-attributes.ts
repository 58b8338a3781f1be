import type { ObjectAttributes } from '../disk/object-record.ts';
import type { RequestHeaders } from '../http/request-headers.ts';
import { S3Error } from '../s3-error.ts';

const keptHeaders = ['content-type', 'cache-control', 'content-disposition', 'content-language', 'expires'];
const cannedAcls = [
  'private',
  'public-read',
  'public-read-write',
  'authenticated-read',
  'aws-exec-read',
  'bucket-owner-read',
  'bucket-owner-full-control',
];
const metadataLimitBytes = 2048; // S3 user guide, "Working with object metadata"

/**
 * What an object keeps of the request that makes it. Of the canned ACLs only those that let everyone read differ: the
 * store has one owner, and anonymous writes don't exist here.
 * @throws S3Error MetadataTooLarge, InvalidArgument
 */
export function readObjectAttributes(headers: RequestHeaders): ObjectAttributes {
  const acl = headers.get('x-amz-acl') ?? 'private';
  if (!cannedAcls.includes(acl)) {
    throw new S3Error('InvalidArgument', undefined, {
      ArgumentName: 'x-amz-acl',
      ArgumentValue: acl.slice(0, 200),
    });
  }
  const metadata = [...headers].filter(([name]) => name.startsWith('x-amz-meta-'));
  const metadataBytes = metadata.reduce(
    (sum, [name, value]) => sum + name.length - 'x-amz-meta-'.length + value.length,
    0,
  );
  if (metadataBytes > metadataLimitBytes) {
    throw new S3Error('MetadataTooLarge', undefined, {
      Size: String(metadataBytes),
      MaxSizeAllowed: String(metadataLimitBytes),
    });
  }
  const kept = keptHeaders.flatMap((name) => {
    const value = headers.get(name);
    return value === undefined ? [] : [[name, value] as const];
  });
  return {
    headers: {
      'content-type': 'binary/octet-stream', // what S3 says of an object put without a type
      ...Object.fromEntries([...kept, ...contentEncoding(headers), ...metadata]),
    },
    access: acl.startsWith('public-read') ? 'public-read' : 'private',
  };
}

/** `aws-chunked` is of the transfer, not of the object. */
function contentEncoding(headers: RequestHeaders): readonly (readonly [string, string])[] {
  const codings = (headers.get('content-encoding') ?? '')
    .split(',')
    .map((coding) => coding.trim())
    .filter((coding) => coding !== '' && coding.toLowerCase() !== 'aws-chunked');
  return codings.length === 0 ? [] : [['content-encoding', codings.join(', ')]];
}
