import type { IncomingMessage } from 'node:http';
import * as v from 'valibot';
import { jsonOfForm } from './form-dialect.ts';
import { parseFormFields } from './form-fields.ts';
import { GatewayError } from './gateway-error.ts';
import { readBody } from './read-body.ts';

/** `form` is the dialect of the clients of 2017, whose every success has to be exactly 200. */
export type Dialect = 'json' | 'form';

/** The dialect of a request by its Content-Type; undefined for any other type. */
export function dialectOf(request: IncomingMessage): Dialect | undefined {
  const type = (request.headers['content-type'] ?? '').toLowerCase();
  if (/^application\/json\s*(;|$)/.test(type)) return 'json';
  return type.startsWith('multipart/form-data') ? 'form' : undefined;
}

function parseJson(body: Buffer): unknown {
  try {
    return JSON.parse(body.toString('utf8'));
  } catch {
    throw new GatewayError(400, 'The body is not JSON');
  }
}

/** Reads a request in either dialect by one schema; what does not fit is a 400 that names the field. */
export async function readRequest<Schema extends v.GenericSchema>(
  request: IncomingMessage,
  schema: Schema,
): Promise<v.InferOutput<Schema>> {
  const dialect = dialectOf(request);
  if (dialect === undefined) {
    throw new GatewayError(415, 'Content-Type must be application/json or multipart/form-data');
  }
  const body = await readBody(request);
  const input =
    dialect === 'json'
      ? parseJson(body)
      : jsonOfForm(await parseFormFields(request.headers['content-type'] ?? '', body));
  const result = v.safeParse(schema, input);
  if (result.success) return result.output;
  const issue = result.issues[0];
  const field = v.getDotPath(issue);
  throw new GatewayError(400, `Bad request: ${field ? `${field}: ` : ''}${issue.message}`);
}
