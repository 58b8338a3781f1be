import type { FaultAction } from './fault.ts';

type StatusAction = Extract<FaultAction, { kind: 'status' }>;

const xml = (code: string, message: string, more = '') =>
  `<?xml version="1.0" encoding="UTF-8"?>\n<Error><Code>${code}</Code><Message>${message}</Message>${more}<RequestId>1</RequestId></Error>`;

/** A plain status, with the words of Filestack's API when there are any. */
export function refusal(
  status: number,
  words?: string,
  headers: Readonly<Record<string, string>> = {},
): StatusAction {
  return {
    kind: 'status',
    status,
    headers,
    ...(words !== undefined && { body: JSON.stringify({ error: words }) }),
  };
}

/** S3's answer to a signature whose time is too far from its own. */
export const clockSkew: FaultAction = {
  kind: 'status',
  status: 403,
  body: xml(
    'RequestTimeTooSkewed',
    'The difference between the request time and the current time is too large.',
    '<RequestTime>20260101T000000Z</RequestTime><ServerTime>2026-01-01T00:16:00Z</ServerTime><MaxAllowedSkewMilliseconds>900000</MaxAllowedSkewMilliseconds>',
  ),
};

export const expiredUrl: FaultAction = {
  kind: 'status',
  status: 403,
  body: xml('AccessDenied', 'Request has expired', '<Expires>2026-01-01T00:00:00Z</Expires>'),
};

export const slowDown: FaultAction = {
  kind: 'status',
  status: 503,
  body: xml('SlowDown', 'Please reduce your request rate.'),
};

/** The sign-in page of a hotel. */
export const signInPage: FaultAction = {
  kind: 'status',
  status: 200,
  headers: { 'content-type': 'text/html' },
  body: '<!doctype html><title>Welcome</title><h1>Sign in to the network</h1>',
};

export const redirectToSignIn = (origin: string): FaultAction => ({
  kind: 'status',
  status: 302,
  headers: { location: `${origin}/sign-in`, 'content-type': 'text/html' },
  body: '<a href="/sign-in">Sign in to the network</a>',
});

export const proxyError = (status: number): FaultAction => ({
  kind: 'status',
  status,
  headers: { 'content-type': 'text/html' },
  body: `<html><body><h1>${status} The proxy says no</h1></body></html>`,
});

/** "Still assembling." */
export const pending: FaultAction = { kind: 'status', status: 202, body: '{}' };
