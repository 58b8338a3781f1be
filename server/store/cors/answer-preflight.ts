import type { RequestHeaders } from '../http/request-headers.ts';
import { emptyAnswer, type S3Answer } from '../s3-answer.ts';
import { S3Error } from '../s3-error.ts';
import type { CorsRule } from './cors-rule.ts';
import { type CorsRequest, corsHeaders, matchCors } from './match-cors.ts';

/**
 * Answers OPTIONS, which is never signed.
 * @throws S3Error BadRequest without an origin or method, AccessForbidden when no rule allows what is asked
 */
export function answerPreflight(rules: readonly CorsRule[], headers: RequestHeaders): S3Answer {
  const origin = headers.get('origin');
  if (origin === undefined) throw new S3Error('BadRequest');
  const method = headers.get('access-control-request-method');
  if (method === undefined) {
    throw new S3Error('BadRequest', `Invalid Access-Control-Request-Method: ${method ?? 'null'}`);
  }
  if (rules.length === 0) {
    throw new S3Error('AccessForbidden', 'CORSResponse: CORS is not enabled for this bucket.', {
      Method: method,
    });
  }
  const asked = { origin, method, headers: headerNames(headers.get('access-control-request-headers') ?? '') };
  const rule = matchCors(rules, asked);
  if (!rule) throw new S3Error('AccessForbidden', undefined, { Method: method });
  return emptyAnswer(200, corsHeaders(rule, asked));
}

/** Headers to add to an answer that isn't a preflight's; none when no rule allows its origin and method. */
export function answerCorsHeaders(
  rules: readonly CorsRule[],
  method: string,
  headers: RequestHeaders,
): Readonly<Record<string, string>> {
  const origin = headers.get('origin');
  if (origin === undefined) return {};
  const asked: CorsRequest = { origin, method, headers: [] };
  const rule = matchCors(rules, asked);
  return rule ? corsHeaders(rule, asked) : {};
}

function headerNames(text: string): readonly string[] {
  return text
    .split(',')
    .map((name) => name.trim().toLowerCase())
    .filter((name) => name !== '');
}
