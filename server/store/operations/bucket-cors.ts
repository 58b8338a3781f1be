import { readText } from '../body/read-text.ts';
import { corsXml, parseCorsXml } from '../cors/cors-xml.ts';
import { emptyAnswer, xmlAnswer } from '../s3-answer.ts';
import { S3Error } from '../s3-error.ts';
import type { BucketOperation } from './operation.ts';
import { requireBodyDigest } from './require-body-digest.ts';

export const putBucketCors: BucketOperation = async (request, { bucket }) => {
  requireBodyDigest(request);
  await bucket.setCors(parseCorsXml(await readText(request)));
  return emptyAnswer(200);
};

export const getBucketCors: BucketOperation = async (_request, { bucket }) => {
  if (bucket.cors().length === 0) {
    throw new S3Error('NoSuchCORSConfiguration', undefined, { BucketName: bucket.name });
  }
  return xmlAnswer('CORSConfiguration', corsXml(bucket.cors()));
};

export const deleteBucketCors: BucketOperation = async (_request, { bucket }) => {
  await bucket.setCors([]);
  return emptyAnswer(204);
};
