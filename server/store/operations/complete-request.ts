import * as v from 'valibot';
import { checksumAlgorithms, checksumElement } from '../body/checksum-algorithm.ts';
import type { Checksum } from '../body/open-body.ts';
import { S3Error } from '../s3-error.ts';
import { parseXml } from '../xml/parse-xml.ts';
import { stripQuotes } from './etag.ts';
import { maxPartNumber } from './limits.ts';

/** A part as CompleteMultipartUpload lists it. */
export interface ListedPart {
  readonly partNumber: number;
  /** Without quotes. */
  readonly etag: string;
  readonly checksums: readonly Checksum[];
}

const text = v.pipe(v.string(), v.trim());
const documentSchema = v.object({
  CompleteMultipartUpload: v.object({
    Part: v.pipe(
      v.array(
        v.objectWithRest(
          { PartNumber: v.pipe(text, v.regex(/^\d{1,5}$/), v.transform(Number)), ETag: text },
          v.unknown(),
        ),
      ),
      v.maxLength(maxPartNumber),
    ),
  }),
});

/** @throws S3Error MalformedXML, also for a list without parts; InvalidPartOrder */
export function parseCompleteRequest(document: string): readonly ListedPart[] {
  const parts = parseXml(document, documentSchema).CompleteMultipartUpload.Part.map((part) => ({
    partNumber: part.PartNumber,
    etag: stripQuotes(part.ETag),
    checksums: checksumAlgorithms.flatMap((algorithm) => {
      const value = part[checksumElement(algorithm)];
      return typeof value === 'string' ? [{ algorithm, value: value.trim() }] : [];
    }),
  }));
  const isAscending = parts.every((part, index) => part.partNumber > (parts[index - 1]?.partNumber ?? 0));
  if (!isAscending) throw new S3Error('InvalidPartOrder');
  return parts;
}
