import { Busboy, type BusboyHeaders } from '@fastify/busboy';
import { GatewayError } from './gateway-error.ts';
import { MAX_BODY_BYTES } from './read-body.ts';

const LIMITS = {
  fieldNameSize: 200,
  fieldSize: MAX_BODY_BYTES,
  fields: 200,
  files: 0,
  parts: 200,
  headerPairs: 20,
};

/** The text fields of a `multipart/form-data` body; of a repeated name the first. Anything malformed is a 400. */
export function parseFormFields(contentType: string, body: Buffer): Promise<ReadonlyMap<string, string>> {
  return new Promise((resolve, reject) => {
    const malformed = (): void => reject(new GatewayError(400, 'The form data is malformed'));
    const headers: BusboyHeaders = { 'content-type': contentType };
    const fields = new Map<string, string>();
    try {
      const busboy = new Busboy({ headers, limits: LIMITS });
      const tooMany = (): void => reject(new GatewayError(400, 'The form has too many fields or a file'));
      busboy.on('field', (name: string, value: string) => {
        if (!fields.has(name)) fields.set(name, value);
      });
      busboy.on('fieldsLimit', tooMany).on('filesLimit', tooMany).on('partsLimit', tooMany);
      busboy.on('error', malformed).on('finish', () => resolve(fields));
      busboy.end(body);
    } catch {
      malformed();
    }
  });
}
