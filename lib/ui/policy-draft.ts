import type { Policy } from '../protocol/policy.ts';
import { type PolicyCall, policyCalls } from '../protocol/policy-explained.ts';
import type { MessageKey } from './translate.ts';
import { writtenNumber } from './written-number.ts';

/** How a policy's end is given: as a time from now, or as a date. */
export const expiryKinds = ['days', 'hours', 'moment'] as const;
export type ExpiryKind = (typeof expiryKinds)[number];

/** A policy while it is made: every field as the text that is in it. */
export interface PolicyDraft {
  readonly calls: readonly PolicyCall[];
  readonly expiryKind: ExpiryKind;
  /** A number of days or hours. */
  readonly expiryCount: string;
  /** Local time, as a `datetime-local` field gives it. */
  readonly expiryMoment: string;
  /** Regular expressions; empty for any. */
  readonly path: string;
  readonly container: string;
  /** MB; empty for any. */
  readonly minSize: string;
  readonly maxSize: string;
  readonly handle: string;
}

/** What uploads into a store of one's own need, and nothing more. */
export const newPolicyDraft: PolicyDraft = {
  calls: ['pick', 'store'],
  expiryKind: 'days',
  expiryCount: '30',
  expiryMoment: '',
  path: '',
  container: '',
  minSize: '',
  maxSize: '',
  handle: '',
};

export type PolicyField = 'calls' | 'expiry' | 'path' | 'container' | 'minSize' | 'maxSize';

export type DraftedPolicy =
  | { readonly kind: 'valid'; readonly policy: Policy }
  | { readonly kind: 'invalid'; readonly field: PolicyField; readonly text: MessageKey };

const MEGABYTE = 1_000_000;
const unitsMs = { days: 24 * 3_600_000, hours: 3_600_000 } as const;
/** Unix seconds. Beyond it, readers take an expiry for milliseconds. */
const LAST_EXPIRY = 99_999_999_999;

/** The policy that a draft describes, or its first field that can't be used. @param nowMs this computer's time */
export function policyOf(draft: PolicyDraft, nowMs: number): DraftedPolicy {
  const invalid = (field: PolicyField, text: MessageKey) => ({ kind: 'invalid', field, text }) as const;
  const { path, container } = draft;
  if (draft.calls.length === 0) return invalid('calls', 'invalidPolicyCalls');
  const expiry = Math.floor(expiryOf(draft, nowMs) / 1000);
  if (!(expiry * 1000 > nowMs && expiry <= LAST_EXPIRY)) return invalid('expiry', 'invalidPolicyEnd');
  if (!isPattern(path)) return invalid('path', 'invalidPolicyPattern');
  if (!isPattern(container)) return invalid('container', 'invalidPolicyPattern');
  const minSize = bytesOf(draft.minSize);
  if (minSize !== undefined && !isSize(minSize)) return invalid('minSize', 'invalidPolicySize');
  const maxSize = bytesOf(draft.maxSize);
  if (maxSize !== undefined && !isSize(maxSize)) return invalid('maxSize', 'invalidPolicySize');
  if ((minSize ?? 0) > (maxSize ?? Number.POSITIVE_INFINITY)) return invalid('maxSize', 'invalidPolicySizes');
  const handle = draft.handle.trim();
  return {
    kind: 'valid',
    policy: {
      expiry,
      call: policyCalls.filter((call) => draft.calls.includes(call)),
      ...(path !== '' && { path }),
      ...(container !== '' && { container }),
      ...(minSize !== undefined && { minSize }),
      ...(maxSize !== undefined && { maxSize }),
      ...(handle !== '' && { handle }),
    },
  };
}

/** Milliseconds since 1970; NaN when it can't be read. */
function expiryOf({ expiryKind, expiryCount, expiryMoment }: PolicyDraft, nowMs: number): number {
  if (expiryKind === 'moment') return Date.parse(expiryMoment);
  const count = writtenNumber(expiryCount) ?? Number.NaN;
  return nowMs + count * unitsMs[expiryKind];
}

function bytesOf(text: string): number | undefined {
  const written = writtenNumber(text);
  return written === undefined ? undefined : Math.round(written * MEGABYTE);
}

function isSize(bytes: number): boolean {
  return Number.isSafeInteger(bytes) && bytes >= 0;
}

function isPattern(text: string): boolean {
  try {
    new RegExp(text);
    return true;
  } catch {
    return false;
  }
}
