import { encodePath } from '../http/percent-encoding.ts';
import { S3Error } from '../s3-error.ts';

export type KeyEncoder = (key: string) => string;

/** `encoding-type=url`: how a client asks for keys that XML can't hold. @throws S3Error InvalidArgument */
export function keyEncoder(query: ReadonlyMap<string, string>): KeyEncoder {
  const type = query.get('encoding-type');
  if (type === undefined) return (key) => key;
  if (type === 'url') return encodePath;
  throw new S3Error('InvalidArgument', 'Invalid Encoding Method specified in Request', {
    ArgumentName: 'encoding-type',
    ArgumentValue: type.slice(0, 200),
  });
}
