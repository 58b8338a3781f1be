import type { StoreOptions } from '../core/store-options.ts';
import type { Policy } from './policy.ts';
import { callsOf, fitOf, type PatternFit, warningsOf } from './policy-warnings.ts';

/** What `call` may name (Filestack's documentation). */
export const policyCalls = [
  'pick',
  'store',
  'read',
  'stat',
  'write',
  'writeUrl',
  'convert',
  'remove',
  'exif',
  'runWorkflow',
] as const;
export type PolicyCall = (typeof policyCalls)[number];

export function isPolicyCall(text: string): text is PolicyCall {
  return policyCalls.some((call) => call === text);
}

/** What is to be known of a policy in advance, the gravest first; each has a text for people. */
export const policyNotes = [
  'expired',
  'no-upload',
  'one-file',
  'no-size',
  'container-needs-store',
  'expires-soon',
  'small-files-only',
  'no-remove',
  'no-read',
] as const;
export type PolicyNote = (typeof policyNotes)[number];

/** A pattern of a policy beside the store default that has to fit it. */
export interface ExplainedPattern {
  readonly pattern: string;
  /** Undefined where the account decides. */
  readonly text: string | undefined;
  readonly fit: PatternFit;
}

export interface ExplainedPolicy {
  /** Undefined for all of them but `exif`. */
  readonly calls: readonly string[] | undefined;
  readonly expiryMs: number;
  readonly path: ExplainedPattern | undefined;
  readonly container: ExplainedPattern | undefined;
  /** Bytes. */
  readonly minSize: number | undefined;
  readonly maxSize: number | undefined;
  readonly handle: string | undefined;
  readonly notes: readonly PolicyNote[];
}

interface PolicySituation {
  readonly store: StoreOptions;
  /** Of this computer's clock, which may be wrong. */
  readonly nowMs: number;
  /** The largest file that is to be uploaded, in bytes. */
  readonly fileLimitBytes: number;
}

const DAY_MS = 24 * 3_600_000;

/** A policy in the words of a person who has pasted it. It forbids nothing: the server decides. */
export function explainPolicy(policy: Policy, situation: PolicySituation): ExplainedPolicy {
  const { path, container, minSize, maxSize, handle } = policy;
  const { store } = situation;
  return {
    calls: callsOf(policy),
    expiryMs: policy.expiry * 1000,
    path: explainPattern(path, store.path),
    container: explainPattern(container, store.container),
    minSize,
    maxSize,
    handle,
    notes: notesOf(policy, situation),
  };
}

function explainPattern(pattern: string | undefined, text: string | undefined): ExplainedPattern | undefined {
  return pattern === undefined ? undefined : { pattern, text, fit: fitOf(pattern, text) };
}

function notesOf(policy: Policy, { store, nowMs, fileLimitBytes }: PolicySituation): readonly PolicyNote[] {
  const { expiry, minSize = 0, maxSize = Number.POSITIVE_INFINITY, handle } = policy;
  const warnings = warningsOf(policy, { sizeBytes: minSize, store, nowMs });
  const calls = callsOf(policy);
  const lacks = (call: PolicyCall) => calls !== undefined && !calls.includes(call);
  const isExpired = warnings.includes('policy-expired');
  // Into the account's own store `pick` is enough; a container that is named asks for more.
  const needsStore = !lacks('pick') && warnings.includes('policy-no-upload');
  const checks: Readonly<Record<PolicyNote, boolean>> = {
    expired: isExpired,
    'no-upload': warnings.includes('policy-no-upload') && !needsStore,
    'one-file': handle !== undefined,
    'no-size': minSize > maxSize,
    'container-needs-store': needsStore,
    'expires-soon': !isExpired && expiry * 1000 <= nowMs + DAY_MS,
    'small-files-only': maxSize < fileLimitBytes && minSize <= maxSize,
    'no-remove': lacks('remove'),
    'no-read': lacks('read'),
  };
  return policyNotes.filter((note) => checks[note]);
}
