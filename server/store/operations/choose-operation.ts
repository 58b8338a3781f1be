import { S3Error } from '../s3-error.ts';
import type { S3Request } from '../s3-request.ts';
import { abortMultipartUpload } from './abort-multipart-upload.ts';
import { deleteBucket, getBucketLocation, headBucket } from './bucket-basics.ts';
import { deleteBucketCors, getBucketCors, putBucketCors } from './bucket-cors.ts';
import { completeMultipartUpload } from './complete-multipart-upload.ts';
import { copyObject } from './copy-object.ts';
import { createMultipartUpload } from './create-multipart-upload.ts';
import { deleteObject } from './delete-object.ts';
import { deleteObjects } from './delete-objects.ts';
import { getObject } from './get-object.ts';
import { listMultipartUploads } from './list-multipart-uploads.ts';
import { listObjects } from './list-objects.ts';
import { listParts } from './list-parts.ts';
import type { BucketOperation } from './operation.ts';
import { putObject } from './put-object.ts';
import { uploadPart } from './upload-part.ts';
import { uploadPartCopy } from './upload-part-copy.ts';

type Operations = Readonly<Record<string, BucketOperation>>;

/** By method and sub-resource, the query parameter that names what of a bucket or object is meant. */
const bucketOperations: Operations = {
  'HEAD ': headBucket,
  'DELETE ': deleteBucket,
  'GET ': listObjects,
  'GET location': getBucketLocation,
  'GET uploads': listMultipartUploads,
  'GET cors': getBucketCors,
  'PUT cors': putBucketCors,
  'DELETE cors': deleteBucketCors,
  'POST delete': deleteObjects,
};

const objectOperations: Operations = {
  'GET ': getObject,
  'HEAD ': getObject,
  'PUT ': (request, context) => {
    return (request.headers.has('x-amz-copy-source') ? copyObject : putObject)(request, context);
  },
  'DELETE ': deleteObject,
  'POST uploads': createMultipartUpload,
  'GET uploadId': listParts,
  'PUT uploadId': (request, context) => {
    return (request.headers.has('x-amz-copy-source') ? uploadPartCopy : uploadPart)(request, context);
  },
  'POST uploadId': completeMultipartUpload,
  'DELETE uploadId': abortMultipartUpload,
};

/** Sub-resources of S3: one we don't know must not be taken for the bucket or object itself. */
const subresources = (
  'accelerate acl analytics attributes cors delete encryption intelligent-tiering inventory legal-hold lifecycle location ' +
  'logging metrics notification object-lock ownershipControls policy policyStatus publicAccessBlock replication ' +
  'requestPayment restore retention select session tagging torrent uploadId uploads versionId versioning versions website'
).split(' ');

/** @throws S3Error NotImplemented for a sub-resource this store lacks, MethodNotAllowed */
export function chooseOperation({ method, target, query }: S3Request): BucketOperation {
  const operations = target.key === '' ? bucketOperations : objectOperations;
  const subresource = subresources.find((name) => query.has(name)) ?? '';
  const operation = operations[`${method} ${subresource}`];
  if (operation) return operation;
  const isKnown = Object.keys(operations).some((name) => name.endsWith(` ${subresource}`));
  if (!isKnown) throw new S3Error('NotImplemented', `This store has no ?${subresource}.`);
  throw new S3Error('MethodNotAllowed', undefined, { Method: method });
}
