import { matchRegex } from './match-regex.ts';
import type { Policy } from './policy.ts';

/** What a request is about to do, in a policy's words. Only the given fields are checked. */
export interface PolicyUse {
  /** One of these calls is enough. */
  readonly calls: readonly string[];
  readonly nowMs: number;
  readonly container?: string;
  /** The store path as the client gave it; empty when it gave none. */
  readonly path?: string;
  readonly sourceUrl?: string;
  readonly handle?: string;
  readonly sizeBytes?: number;
}

export interface Refusal {
  readonly status: 403 | 413;
  readonly reason: string;
}

const refuse = (reason: string): Refusal => ({ status: 403, reason });

function refuseCall(policy: Policy, calls: readonly string[]): Refusal | undefined {
  if (policy.call === undefined) return undefined;
  const allowed = typeof policy.call === 'string' ? [policy.call] : policy.call;
  if (calls.some((call) => allowed.includes(call))) return undefined;
  return refuse(`the policy does not allow ${calls.join(' or ')}`);
}

function refusePattern(
  name: string,
  pattern: string | undefined,
  subjects: readonly string[],
): Refusal | undefined {
  if (pattern === undefined) return undefined;
  const results = subjects.map((subject) => matchRegex(pattern, subject));
  if (results.includes('match')) return undefined;
  if (results.includes('bad pattern')) return refuse(`the policy's ${name} pattern cannot be used`);
  return refuse(`the policy does not allow this ${name}`);
}

function refuseSize(policy: Policy, sizeBytes: number): Refusal | undefined {
  if (policy.maxSize !== undefined && sizeBytes > policy.maxSize) {
    return { status: 413, reason: `the policy allows at most ${policy.maxSize} bytes` };
  }
  if (policy.minSize !== undefined && sizeBytes < policy.minSize) {
    return refuse(`the policy asks for at least ${policy.minSize} bytes`);
  }
  return undefined;
}

/** Why a policy does not allow a use; undefined when it does. */
export function refuseUse(policy: Policy, use: PolicyUse): Refusal | undefined {
  if (policy.expiry * 1000 <= use.nowMs) return refuse('the policy has expired');
  // A folder may be written with or without its leading slash, which a key never has.
  const bare = use.path?.replace(/^\/+/, '') ?? '';
  return (
    refuseCall(policy, use.calls) ??
    (policy.handle !== undefined && policy.handle !== use.handle
      ? refuse('the policy is for another file')
      : undefined) ??
    (use.container === undefined
      ? undefined
      : refusePattern('container', policy.container, [use.container])) ??
    (use.path === undefined ? undefined : refusePattern('path', policy.path, [use.path, bare, `/${bare}`])) ??
    (use.sourceUrl === undefined ? undefined : refusePattern('url', policy.url, [use.sourceUrl])) ??
    (use.sizeBytes === undefined ? undefined : refuseSize(policy, use.sizeBytes))
  );
}
