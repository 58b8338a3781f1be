import { createHash } from 'node:crypto';
import type { S3Client } from './s3/s3-client.ts';
import { S3Error } from './s3/s3-error.ts';

/** What browsers need of a bucket to send parts to it. The README has the same as JSON. */
const CORS = `<CORSConfiguration xmlns="http://s3.amazonaws.com/doc/2006-03-01/"><CORSRule>${[
  '<AllowedOrigin>*</AllowedOrigin>',
  ...['PUT', 'GET', 'HEAD', 'POST', 'DELETE'].map((method) => `<AllowedMethod>${method}</AllowedMethod>`),
  '<AllowedHeader>*</AllowedHeader><ExposeHeader>ETag</ExposeHeader><MaxAgeSeconds>3000</MaxAgeSeconds>',
].join('')}</CORSRule></CORSConfiguration>`;

export type BucketState = { readonly ok: true } | { readonly ok: false; readonly reason: string };

const fail = (reason: string): BucketState => ({ ok: false, reason });

async function createBucket(s3: S3Client): Promise<BucketState> {
  const { bucket, region } = s3.access;
  // AWS wants its default region unnamed.
  const body =
    region === 'us-east-1' || region === 'auto'
      ? ''
      : `<CreateBucketConfiguration xmlns="http://s3.amazonaws.com/doc/2006-03-01/"><LocationConstraint>${region}</LocationConstraint></CreateBucketConfiguration>`;
  try {
    await s3.send({ method: 'PUT', body });
    const md5 = createHash('md5').update(CORS).digest('base64');
    await s3.send({ method: 'PUT', query: { cors: '' }, headers: { 'content-md5': md5 }, body: CORS });
    return { ok: true };
  } catch (error) {
    if (!(error instanceof S3Error)) throw error;
    return fail(`S3_BUCKET "${bucket}" does not exist and cannot be made (${error.code})`);
  }
}

function reasonOf({ code, message }: S3Error, { access }: S3Client): string {
  switch (code) {
    case 'InvalidAccessKeyId':
      return 'AWS_ACCESS_KEY_ID is not known to the S3 endpoint';
    case 'SignatureDoesNotMatch':
      return 'AWS_SECRET_ACCESS_KEY does not fit the access key';
    case 'AuthorizationHeaderMalformed':
    case 'PermanentRedirect':
    case 'Http301':
      return `S3_REGION is not the bucket's (${message})`;
    case 'Network':
      return `S3_ENDPOINT ${access.endpoint} does not answer`;
    default:
      return `S3_BUCKET "${access.bucket}" cannot be listed (${code})`;
  }
}

/**
 * Sees that the bucket can be used; makes it when it is missing and that is allowed. A reason begins with the name of the
 * variable that is most likely wrong.
 */
export async function prepareBucket(s3: S3Client): Promise<BucketState> {
  try {
    await s3.send({ method: 'GET', query: { 'list-type': '2', 'max-keys': '1' } });
    return { ok: true };
  } catch (error) {
    if (!(error instanceof S3Error)) throw error;
    return error.code === 'NoSuchBucket' ? createBucket(s3) : fail(reasonOf(error, s3));
  }
}
