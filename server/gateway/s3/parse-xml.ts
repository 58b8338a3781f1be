import { XMLParser } from 'fast-xml-parser';
import * as v from 'valibot';
import { S3Error } from './s3-error.ts';

// 1000 parts or keys a page, a key at most 1024 bytes and each byte at most six characters when escaped.
const MAX_XML_CHARS = 8 * 1024 * 1024;

const parser = new XMLParser({
  ignoreAttributes: true,
  ignoreDeclaration: true,
  parseTagValue: false,
  trimValues: false,
  // MinIO writes a quote as &#34;, which only this option decodes.
  htmlEntities: true,
  isArray: (name) => ['Part', 'Upload', 'Contents'].includes(name),
});

function parse(text: string): unknown {
  if (text.length > MAX_XML_CHARS) throw new S3Error('BadAnswer', 502, 'S3 answered with too much XML');
  // S3 sends no DOCTYPE, and entities are defined nowhere else.
  if (text.includes('<!DOCTYPE')) throw new S3Error('BadAnswer', 502, 'S3 answered XML with a DOCTYPE');
  try {
    return parser.parse(text);
  } catch (cause) {
    throw new S3Error('BadAnswer', 502, 'S3 answered with XML that does not parse', { cause });
  }
}

/** Parses an XML answer of S3 by a schema; anything else is an S3Error `BadAnswer`. */
export function parseXml<Schema extends v.GenericSchema>(
  schema: Schema,
  text: string,
): v.InferOutput<Schema> {
  const result = v.safeParse(schema, parse(text));
  if (result.success) return result.output;
  throw new S3Error('BadAnswer', 502, `S3 answered unexpected XML: ${result.issues[0].message}`);
}

const errorSchema = v.object({ Error: v.object({ Code: v.string(), Message: v.optional(v.string(), '') }) });

/** S3's error in a body, also one that came with status 200; undefined when the body holds none. */
export function parseErrorXml(text: string): { readonly code: string; readonly message: string } | undefined {
  if (!text.includes('<Error')) return undefined;
  try {
    const { Code, Message } = parseXml(errorSchema, text).Error;
    return { code: Code, message: Message };
  } catch {
    return undefined;
  }
}
