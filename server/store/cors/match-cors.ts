import type { CorsRule } from './cors-rule.ts';

export interface CorsRequest {
  readonly origin: string;
  /** The request's own method, or the one a preflight asks for. */
  readonly method: string;
  /** Headers a preflight asks for, lower-case. */
  readonly headers: readonly string[];
}

/** The first rule that allows a request, as S3 chooses it. */
export function matchCors(rules: readonly CorsRule[], request: CorsRequest): CorsRule | undefined {
  return rules.find((rule) => {
    const hasOrigin = rule.allowedOrigins.some((pattern) => matches(pattern, request.origin));
    const hasMethod = rule.allowedMethods.includes(request.method);
    const hasHeaders = request.headers.every((header) =>
      rule.allowedHeaders.some((pattern) => matches(pattern.toLowerCase(), header)),
    );
    return hasOrigin && hasMethod && hasHeaders;
  });
}

/** Headers that S3 adds to an answer by a rule; preflight and answer share them. */
export function corsHeaders(rule: CorsRule, request: CorsRequest): Readonly<Record<string, string>> {
  const isOpen = rule.allowedOrigins.includes('*');
  return {
    'access-control-allow-origin': isOpen ? '*' : request.origin,
    ...(isOpen ? {} : { 'access-control-allow-credentials': 'true' }),
    'access-control-allow-methods': rule.allowedMethods.join(', '),
    ...(request.headers.length > 0 ? { 'access-control-allow-headers': request.headers.join(', ') } : {}),
    ...(rule.exposeHeaders.length > 0
      ? { 'access-control-expose-headers': rule.exposeHeaders.join(', ') }
      : {}),
    ...(rule.maxAgeSeconds === undefined ? {} : { 'access-control-max-age': String(rule.maxAgeSeconds) }),
    vary: 'Origin, Access-Control-Request-Headers, Access-Control-Request-Method',
  };
}

function matches(pattern: string, value: string): boolean {
  const star = pattern.indexOf('*');
  if (star < 0) return pattern === value;
  const [head, tail] = [pattern.slice(0, star), pattern.slice(star + 1)];
  return value.length >= head.length + tail.length && value.startsWith(head) && value.endsWith(tail);
}
