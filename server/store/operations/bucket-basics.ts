import { emptyAnswer, xmlAnswer } from '../s3-answer.ts';
import { S3Error } from '../s3-error.ts';
import type { BucketOperation, StoreOperation } from './operation.ts';

export const listBuckets: StoreOperation = async (_request, { shelf }) => {
  const buckets = [...shelf.list()].sort((one, other) => (one.name < other.name ? -1 : 1));
  return xmlAnswer('ListAllMyBucketsResult', {
    Owner: { ID: 'owner', DisplayName: 'owner' },
    Buckets: {
      Bucket: buckets.map(({ name, createdAtMs }) => ({
        Name: name,
        CreationDate: new Date(createdAtMs).toISOString(),
      })),
    },
  });
};

export const headBucket: BucketOperation = async (_request, { region }) => {
  return emptyAnswer(200, { 'x-amz-bucket-region': region });
};

export const getBucketLocation: BucketOperation = async (_request, { region }) => {
  return xmlAnswer('LocationConstraint', region === 'us-east-1' ? undefined : region);
};

export const deleteBucket: BucketOperation = async (_request, { shelf, bucket }) => {
  if (!(await shelf.remove(bucket.name))) {
    throw new S3Error('BucketNotEmpty', undefined, { BucketName: bucket.name });
  }
  return emptyAnswer(204);
};
