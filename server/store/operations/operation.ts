import type { Bucket } from '../disk/bucket.ts';
import type { BucketShelf } from '../disk/bucket-shelf.ts';
import type { S3Answer } from '../s3-answer.ts';
import type { S3Request } from '../s3-request.ts';

/** What every operation may use. */
export interface StoreContext {
  readonly shelf: BucketShelf;
  readonly region: string;
  /** Milliseconds. */
  now(): number;
}

/** What operations on a bucket or object may use besides; the bucket exists. */
export interface BucketContext extends StoreContext {
  readonly bucket: Bucket;
}

export type StoreOperation = (request: S3Request, context: StoreContext) => Promise<S3Answer>;
export type BucketOperation = (request: S3Request, context: BucketContext) => Promise<S3Answer>;
