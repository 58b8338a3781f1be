import type { StoreOptions } from '../core/store-options.ts';
import type { Policy } from './policy.ts';

/** Why a policy seems not to allow an upload; each has a text for people. */
export const policyWarnings = [
  'policy-expired',
  'policy-no-upload',
  'policy-too-large',
  'policy-too-small',
  'policy-other-path',
  'policy-other-container',
] as const;
export type PolicyWarning = (typeof policyWarnings)[number];

/** An upload in a policy's words. */
export interface PolicyUse {
  readonly sizeBytes: number;
  readonly store: StoreOptions;
  /** Of this computer's clock, which may be wrong. */
  readonly nowMs: number;
}

/**
 * What a policy seems not to allow of an upload. It stops nothing: the server decides, by its own clock and its own
 * reading of the policy.
 */
export function warningsOf(policy: Policy, { sizeBytes, store, nowMs }: PolicyUse): readonly PolicyWarning[] {
  const { expiry, minSize = 0, maxSize = Number.POSITIVE_INFINITY, path, container } = policy;
  const checks: Readonly<Record<PolicyWarning, boolean>> = {
    'policy-expired': expiry * 1000 <= nowMs,
    'policy-no-upload': !allowsUpload(policy, store),
    'policy-too-large': sizeBytes > maxSize,
    'policy-too-small': sizeBytes < minSize,
    'policy-other-path': isOther(path, store.path),
    'policy-other-container': isOther(container, store.container),
  };
  return policyWarnings.filter((warning) => checks[warning]);
}

/** Uploads need `pick` or `store`; writing to a container of one's own needs `store` (Filestack's documentation). */
function allowsUpload(policy: Policy, { container }: StoreOptions): boolean {
  const calls = callsOf(policy);
  if (calls === undefined) return true;
  return calls.includes('store') || (container === undefined && calls.includes('pick'));
}

/** The calls that a policy names; undefined when it names none, which allows them all but `exif`. */
export function callsOf({ call }: Policy): readonly string[] | undefined {
  return typeof call === 'string' ? [call] : call;
}

/** Whether a policy allows a call other than `exif`. */
export function allowsCall(policy: Policy, call: string): boolean {
  return callsOf(policy)?.includes(call) ?? true;
}

/** Patterns that can take a long time to match, and those beyond JavaScript, are left to the server. */
const MAX_QUANTIFIERS = 3;

/** Whether a text is what a policy's pattern allows, as far as that can be told here. */
export type PatternFit = 'fits' | 'other' | 'unknown';

/** @param text a store path or a container; undefined when the account decides it */
export function fitOf(pattern: string, text: string | undefined): PatternFit {
  if (text === undefined) return 'unknown';
  const isSlow = /\)[*+?{]|\\\d/.test(pattern) || (pattern.match(/[*+{]/g)?.length ?? 0) > MAX_QUANTIFIERS;
  const anchored = isSlow ? undefined : compile(`^(?:${pattern})`);
  if (anchored === undefined) return 'unknown';
  // A folder may be written with or without its leading slash.
  const bare = text.replace(/^\/+/, '');
  return [text, bare, `/${bare}`].some((spelling) => anchored.test(spelling)) ? 'fits' : 'other';
}

function isOther(pattern: string | undefined, text: string | undefined): boolean {
  return pattern !== undefined && fitOf(pattern, text) === 'other';
}

function compile(pattern: string): RegExp | undefined {
  try {
    return new RegExp(pattern);
  } catch {
    return undefined;
  }
}
