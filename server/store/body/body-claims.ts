import type { RequestHeaders } from '../http/request-headers.ts';
import { S3Error } from '../s3-error.ts';
import type { PayloadClaim } from '../signature/payload-claim.ts';
import { type ClaimedChecksum, readClaimedChecksum } from './claimed-checksum.ts';

/** All that a client says of its body ahead of it; the body is held against it as it comes. */
export interface BodyClaims {
  readonly sizeBytes: number;
  /** 32 hex digits. */
  readonly md5?: string;
  /** 64 hex digits. */
  readonly sha256?: string;
  readonly checksum?: ClaimedChecksum;
}

/** @throws S3Error MissingContentLength, InvalidDigest, InvalidRequest, EntityTooLarge */
export function readBodyClaims(
  headers: RequestHeaders,
  payload: PayloadClaim,
  limitBytes: number,
): BodyClaims {
  const sizeBytes = declaredSize(headers, payload);
  if (sizeBytes > limitBytes) {
    throw new S3Error('EntityTooLarge', undefined, {
      ProposedSize: String(sizeBytes),
      MaxSizeAllowed: String(limitBytes),
    });
  }
  const md5 = readContentMd5(headers.get('content-md5'));
  const checksum = readClaimedChecksum(headers);
  return {
    sizeBytes,
    ...(md5 === undefined ? {} : { md5 }),
    ...(payload.kind === 'sha256' ? { sha256: payload.signedAs.toLowerCase() } : {}),
    ...(checksum === undefined ? {} : { checksum }),
  };
}

function declaredSize(headers: RequestHeaders, payload: PayloadClaim): number {
  const name = payload.kind === 'streaming' ? 'x-amz-decoded-content-length' : 'content-length';
  const text = headers.get(name);
  if (text === undefined || !/^\d{1,15}$/.test(text)) throw new S3Error('MissingContentLength');
  return Number(text);
}

function readContentMd5(value: string | undefined): string | undefined {
  if (value === undefined) return undefined;
  const bytes = Buffer.from(value, 'base64');
  if (bytes.length === 16 && bytes.toString('base64') === value) return bytes.toString('hex');
  throw new S3Error('InvalidDigest', undefined, { 'Content-MD5': value.slice(0, 200) });
}
