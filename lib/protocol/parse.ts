import * as v from 'valibot';
import { type ErrorDetails, UploadError } from '../core/upload-error.ts';

/**
 * Parses what crossed a boundary.
 * @param what names the thing in the error, such as "the answer to start"
 * @param details what else the error is to say
 * @throws UploadError `protocol` that says which field is wrong; it never quotes the value
 */
export function parse<const S extends v.GenericSchema>(
  schema: S,
  input: unknown,
  what: string,
  details: ErrorDetails = {},
): v.InferOutput<S> {
  const result = v.safeParse(schema, input);
  if (result.success) return result.output;
  const [issue] = result.issues;
  const path = v.getDotPath(issue) ?? 'the whole';
  throw new UploadError(
    'protocol',
    `${what} is not as expected: ${path} should be ${issue.expected ?? 'different'}`,
    details,
  );
}
