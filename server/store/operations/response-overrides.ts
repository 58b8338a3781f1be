import { headerText } from '../http/header-text.ts';
import { S3Error } from '../s3-error.ts';
import type { S3Request } from '../s3-request.ts';

const names = [
  'content-type',
  'content-disposition',
  'content-encoding',
  'content-language',
  'cache-control',
  'expires',
];

/**
 * `response-content-type` and its like: headers that a signed request chooses for its answer.
 * @throws S3Error InvalidRequest for an anonymous request, InvalidArgument for a value that can't be a header
 */
export function responseOverrides(request: S3Request): Readonly<Record<string, string>> {
  const chosen = names.flatMap((name) => {
    const value = request.query.get(`response-${name}`);
    return value === undefined ? [] : [[name, headerText(`response-${name}`, value)] as const];
  });
  if (chosen.length > 0 && request.identity.kind === 'anonymous') {
    throw new S3Error(
      'InvalidRequest',
      'Request specific response headers cannot be used for anonymous GET requests.',
    );
  }
  return Object.fromEntries(chosen);
}
