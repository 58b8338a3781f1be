import * as v from 'valibot';
import { UploadError } from '../core/upload-error.ts';

/**
 * Options of a caller. One that is undefined, null or the empty text counts as not given.
 * @throws UploadError `limit` of the step `options` that names the option and says what it may be
 */
export function parseOptions<const S extends v.GenericSchema>(
  schema: S,
  input: unknown,
  what: string,
): v.InferOutput<S> {
  const result = v.safeParse(schema, withoutEmpty(input));
  if (result.success) return result.output;
  const [issue] = result.issues;
  const name = v.getDotPath(issue);
  const text = issue.type === 'strict_object' ? 'there is no such option' : issue.message;
  throw new UploadError('limit', name === null ? `${what}: ${text}` : `${what}: ${name}: ${text}`, {
    step: 'options',
  });
}

function withoutEmpty(input: unknown): unknown {
  if (typeof input !== 'object' || input === null || Array.isArray(input)) return input ?? {};
  return Object.fromEntries(
    Object.entries(input).filter(([, value]) => value !== undefined && value !== null && value !== ''),
  );
}
