import { GatewayError } from './gateway-error.ts';
import { isS3Error } from './s3/s3-error.ts';

const CODES = ['AccessControlListNotSupported', 'NotImplemented', 'InvalidBucketAclWithObjectOwnership'];

/** AWS buckets take no ACLs unless told to, R2 never does: then public access is a wish that only the client can change. */
export async function explainAclRefusal<T>(isPublic: boolean, stored: Promise<T>): Promise<T> {
  try {
    return await stored;
  } catch (error) {
    if (!isPublic || !isS3Error(error, ...CODES)) throw error;
    throw new GatewayError(
      400,
      'The bucket does not take public access for single files: use access "private"',
    );
  }
}
