import type { CredentialScope } from './signing-key.ts';

/** What a request says about its own signature, before anything of it is believed. */
export interface ClaimedSignature {
  readonly source: 'header' | 'query';
  readonly accessKeyId: string;
  readonly scope: CredentialScope;
  readonly signedHeaders: readonly string[];
  readonly signature: string;
  /** `20250131T235959Z` */
  readonly amzDate: string;
  readonly timeMs: number;
  /** How long it holds, for a presigned URL. */
  readonly expiresSeconds?: number;
}

/** Reads `KEY/20250131/us-east-1/s3/aws4_request`; a key id may itself hold slashes. */
export function parseCredential(text: string): { accessKeyId: string; scope: CredentialScope } | undefined {
  const match = /^(.+)\/([^/]+)\/([^/]+)\/([^/]+)\/([^/]+)$/.exec(text);
  if (!match) return undefined;
  const [, accessKeyId = '', day = '', region = '', service = '', terminator = ''] = match;
  return { accessKeyId, scope: { day, region, service, terminator } };
}

/** Lower-case names in the order they were signed. */
export function parseSignedHeaders(text: string): readonly string[] {
  return text
    .toLowerCase()
    .split(';')
    .filter((name) => name !== '');
}
