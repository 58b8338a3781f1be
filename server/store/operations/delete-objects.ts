import * as v from 'valibot';
import { readText } from '../body/read-text.ts';
import { xmlAnswer } from '../s3-answer.ts';
import { parseXml } from '../xml/parse-xml.ts';
import type { BucketOperation } from './operation.ts';
import { requireBodyDigest } from './require-body-digest.ts';

const documentSchema = v.object({
  Delete: v.object({
    Object: v.pipe(v.array(v.object({ Key: v.pipe(v.string(), v.minLength(1)) })), v.maxLength(1000)),
    Quiet: v.optional(v.string(), 'false'),
  }),
});

export const deleteObjects: BucketOperation = async (request, { bucket }) => {
  requireBodyDigest(request);
  const { Object: objects, Quiet: quiet } = parseXml(await readText(request), documentSchema).Delete;
  for (const { Key: key } of objects) await bucket.objects.remove(key);
  return xmlAnswer(
    'DeleteResult',
    quiet.trim() === 'true' ? undefined : { Deleted: objects.map(({ Key }) => ({ Key })) },
  );
};
