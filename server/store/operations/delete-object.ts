import { emptyAnswer } from '../s3-answer.ts';
import type { BucketOperation } from './operation.ts';

/** A key that isn't there is deleted as well as one that is. */
export const deleteObject: BucketOperation = async (request, { bucket }) => {
  await bucket.objects.remove(request.target.key);
  return emptyAnswer(204);
};
