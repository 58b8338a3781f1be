import { XMLParser, XMLValidator } from 'fast-xml-parser';
import * as v from 'valibot';
import { S3Error } from '../s3-error.ts';

const repeated = new Set([
  'Part',
  'Object',
  'CORSRule',
  'AllowedOrigin',
  'AllowedMethod',
  'AllowedHeader',
  'ExposeHeader',
]);

const parser = new XMLParser({
  ignoreAttributes: true,
  ignoreDeclaration: true,
  ignorePiTags: true,
  removeNSPrefix: true,
  parseTagValue: false,
  trimValues: false,
  htmlEntities: true, // numeric references: some clients write an ETag's quotes as &#34;
  isArray: (name) => repeated.has(name),
});

/**
 * Reads a request document by a schema. Repeating elements are always lists, all values are text.
 * @throws S3Error MalformedXML when it isn't well-formed, has a DTD (entity bombs live there) or doesn't fit.
 */
export function parseXml<Schema extends v.GenericSchema>(
  text: string,
  schema: Schema,
): v.InferOutput<Schema> {
  if (/<!(?:DOCTYPE|ENTITY)/i.test(text)) throw new S3Error('MalformedXML');
  const result = v.safeParse(schema, wellFormedTree(text));
  if (!result.success) throw new S3Error('MalformedXML');
  return result.output;
}

function wellFormedTree(text: string): unknown {
  try {
    if (XMLValidator.validate(text) !== true) throw new S3Error('MalformedXML');
    return parser.parse(text);
  } catch {
    throw new S3Error('MalformedXML');
  }
}
