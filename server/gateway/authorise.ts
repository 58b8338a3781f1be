import { equalSecrets } from './equal-secrets.ts';
import { GatewayError } from './gateway-error.ts';
import { openPolicy, type Policy } from './policy.ts';
import { type PolicyUse, refuseUse } from './policy-rules.ts';
import type { Settings } from './settings.ts';

/** What a request brings to prove its rights. */
export interface Credentials {
  readonly policy?: string | undefined;
  readonly signature?: string | undefined;
}

/** Refuses all but the app's own API key. */
export function checkApiKey(settings: Settings, apiKey: string | undefined): void {
  if (apiKey === undefined || apiKey === '') throw new GatewayError(400, 'No API key');
  if (!equalSecrets(apiKey, settings.apiKey)) throw new GatewayError(400, 'Invalid API key');
}

/** The valid policy of a request with the right signature; throws 403 when there is none. */
export function requirePolicy(secret: string, credentials: Credentials): Policy {
  const { policy, signature } = credentials;
  if (!policy && !signature)
    throw new GatewayError(403, 'Security is on: a policy and a signature are needed');
  if (!policy || !signature) throw new GatewayError(403, 'A policy and a signature belong together');
  const opened = openPolicy({ policy, signature }, secret);
  if (!opened.ok) throw new GatewayError(403, `Invalid App policy: ${opened.reason}`);
  return opened.policy;
}

/** Applies one policy to one use; throws 403 or 413 with the reason. */
export function checkUse(policy: Policy, use: PolicyUse): void {
  const refusal = refuseUse(policy, use);
  if (refusal) throw new GatewayError(refusal.status, `Invalid App policy: ${refusal.reason}`);
}

/** With security on, a request needs a policy that allows its use; with security off anything goes. */
export function authorise(settings: Settings, credentials: Credentials, use: PolicyUse): void {
  if (settings.secret !== undefined) checkUse(requirePolicy(settings.secret, credentials), use);
}
