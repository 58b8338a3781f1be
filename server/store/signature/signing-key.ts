import { createHash, createHmac, timingSafeEqual } from 'node:crypto';

/** What a credential is valid for: `20250131/us-east-1/s3/aws4_request`. */
export interface CredentialScope {
  readonly day: string;
  readonly region: string;
  readonly service: string;
  readonly terminator: string;
}

export function scopeText(scope: CredentialScope): string {
  return `${scope.day}/${scope.region}/${scope.service}/${scope.terminator}`;
}

export function deriveSigningKey(secretAccessKey: string, scope: CredentialScope): Buffer {
  const steps = [scope.day, scope.region, scope.service, scope.terminator];
  return steps.reduce<Buffer>((key, step) => hmac(key, step), Buffer.from(`AWS4${secretAccessKey}`));
}

/** Signature over a string to sign, lower-case hex. */
export function sign(signingKey: Buffer, stringToSign: string): string {
  return hmac(signingKey, stringToSign).toString('hex');
}

/** `text` is hashed one byte a character: header values are kept as the bytes that came. */
export function sha256Hex(text: string): string {
  return createHash('sha256').update(text, 'latin1').digest('hex');
}

/** Compares two signatures in a time that doesn't tell how much of them is equal. */
export function isSameSignature(one: string, other: string): boolean {
  const left = Buffer.from(one);
  const right = Buffer.from(other);
  return left.length === right.length && timingSafeEqual(left, right);
}

function hmac(key: Buffer, text: string): Buffer {
  return createHmac('sha256', key).update(text, 'latin1').digest();
}
