import * as v from 'valibot';
import { readText } from '../body/read-text.ts';
import { emptyAnswer } from '../s3-answer.ts';
import { S3Error } from '../s3-error.ts';
import { parseXml } from '../xml/parse-xml.ts';
import { checkBucketName } from './bucket-name.ts';
import type { StoreOperation } from './operation.ts';

const documentSchema = v.object({
  CreateBucketConfiguration: v.union([
    v.object({ LocationConstraint: v.exactOptional(v.string()) }),
    v.literal(''),
  ]),
});

export const createBucket: StoreOperation = async (request, { shelf, region, now }) => {
  const name = request.target.bucket;
  checkBucketName(name);
  const text = (request.headers.get('content-length') ?? '0') === '0' ? '' : await readText(request);
  if (text.trim() !== '') {
    const { CreateBucketConfiguration: configuration } = parseXml(text, documentSchema);
    const location = configuration === '' ? undefined : configuration.LocationConstraint?.trim();
    if (location && location !== region) throw new S3Error('IllegalLocationConstraintException');
  }
  // In us-east-1 creating one's own bucket again is a success (S3 API reference, CreateBucket).
  if (!shelf.get(name)) await shelf.create(name, now());
  else if (region !== 'us-east-1')
    throw new S3Error('BucketAlreadyOwnedByYou', undefined, { BucketName: name });
  return emptyAnswer(200, { location: `/${name}` });
};
