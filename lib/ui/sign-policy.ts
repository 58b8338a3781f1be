import type { Policy } from '../protocol/policy.ts';

/** A policy as it travels: base64 text, and the lower-case hex HMAC-SHA256 of that text. */
export interface SignedPolicy {
  readonly policy: string;
  readonly signature: string;
}

const keyOf = (secret: string) =>
  crypto.subtle.importKey('raw', new TextEncoder().encode(secret), { name: 'HMAC', hash: 'SHA-256' }, false, [
    'sign',
  ]);

/**
 * Signs a policy as Filestack's documentation says: base64 of the URL-safe alphabet with its padding, so that it can
 * stand in a link as well.
 * @param secret the app's; at least one character, kept nowhere
 */
export async function signPolicy(policy: Policy, secret: string): Promise<SignedPolicy> {
  const text = base64(new TextEncoder().encode(JSON.stringify(policy)));
  const digest = await crypto.subtle.sign('HMAC', await keyOf(secret), new TextEncoder().encode(text));
  const signature = [...new Uint8Array(digest)].map((byte) => byte.toString(16).padStart(2, '0')).join('');
  return { policy: text, signature };
}

function base64(bytes: Uint8Array): string {
  return btoa(String.fromCharCode(...bytes))
    .replaceAll('+', '-')
    .replaceAll('/', '_');
}
