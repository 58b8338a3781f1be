import { createHmac } from 'node:crypto';
import * as v from 'valibot';
import { equalSecrets } from './equal-secrets.ts';

const byteCount = v.pipe(v.number(), v.integer(), v.minValue(0));

const policySchema = v.object({
  expiry: v.pipe(
    v.number('expiry must be whole unix seconds'),
    v.integer('expiry must be whole unix seconds'),
  ),
  call: v.optional(v.union([v.string(), v.array(v.string())])),
  handle: v.optional(v.string()),
  url: v.optional(v.string()),
  path: v.optional(v.string()),
  container: v.optional(v.string()),
  minSize: v.optional(byteCount),
  maxSize: v.optional(byteCount),
});

/** The permissions that an app's owner signed. `expiry` is in unix seconds; regexes are anchored at the start. */
export type Policy = v.InferOutput<typeof policySchema>;

/** A policy as it travels: base64 text, and the lower-case hex HMAC-SHA256 of that text. */
export interface SignedPolicy {
  readonly policy: string;
  readonly signature: string;
}

export type PolicyResult =
  | { readonly ok: true; readonly policy: Policy }
  | { readonly ok: false; readonly reason: string };

const MAX_POLICY_CHARS = 8192; // Node takes 16 KiB of request headers, where CDN links carry it

const signatureOf = (policyText: string, secret: string): string =>
  createHmac('sha256', secret).update(policyText).digest('hex');

/** Signs a policy object as Filestack's documentation says, for tests and scripts. Never ship the secret. */
export function signPolicy(policyObject: Readonly<Record<string, unknown>>, secret: string): SignedPolicy {
  const policy = Buffer.from(JSON.stringify(policyObject)).toString('base64');
  return { policy, signature: signatureOf(policy, secret) };
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** Checks a policy's signature over the text as it came, then reads it. Both base64 alphabets are taken. */
export function openPolicy(signed: SignedPolicy, secret: string): PolicyResult {
  if (signed.policy.length > MAX_POLICY_CHARS) return { ok: false, reason: 'the policy is too long' };
  if (!equalSecrets(signatureOf(signed.policy, secret), signed.signature)) {
    return { ok: false, reason: 'the signature does not match the policy' };
  }
  // Node's base64 decoder takes `-_` and missing padding as well.
  const parsed = v.safeParse(policySchema, parseJson(Buffer.from(signed.policy, 'base64').toString('utf8')));
  if (parsed.success) return { ok: true, policy: parsed.output };
  return { ok: false, reason: `the policy is not valid: ${parsed.issues[0].message}` };
}
