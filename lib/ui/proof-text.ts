import { bucketCors } from '../core/bucket-cors.ts';
import type { StoreOptions } from '../core/store-options.ts';
import type { ProofRemedy, ProofResult, ProofStep, SkipReason } from '../core/upload-proof.ts';
import { readPolicy } from '../protocol/policy.ts';
import { policyToSign } from '../protocol/policy-to-sign.ts';
import type { MessageKey } from './translate.ts';

export const proofStepKeys: Readonly<Record<ProofStep, MessageKey>> = {
  reachable: 'proofReachable',
  key: 'proofKey',
  allowed: 'proofAllowed',
  etag: 'proofEtag',
  readable: 'proofReadable',
  removed: 'proofRemoved',
};

/** Where a step of a proof stands. */
export type ProofMark = ProofResult['kind'] | 'running' | 'waiting';

export const proofMarkKeys: Readonly<Record<ProofMark, MessageKey>> = {
  proved: 'proofIsProved',
  failed: 'proofHasFailed',
  skipped: 'proofWasSkipped',
  running: 'proofIsRunning',
  waiting: 'proofIsWaiting',
};

/** Why a step was not tried; nothing where what failed before says it. */
export function skipKey(step: ProofStep, why: SkipReason): MessageKey | undefined {
  switch (why) {
    case 'earlier':
      return undefined;
    case 'no-policy':
      return 'proofStaysWithoutPolicy';
    case 'not-allowed':
      return step === 'removed' ? 'proofStaysByPolicy' : 'proofUnreadByPolicy';
    case 'private':
      return 'proofUnreadPrivate';
  }
}

/** What to do about a failure, where its step says more than its error. */
export function stepActionKey(step: ProofStep, result: ProofResult): MessageKey | undefined {
  if (result.kind !== 'failed') return undefined;
  if (result.remedy?.kind === 'cors') return 'proofDoCors';
  if (result.remedy?.kind === 'policy') return 'proofDoPolicy';
  return step === 'key' ? 'proofDoKey' : undefined;
}

/** A text to be copied, of several lines. */
export function remedyText(
  remedy: ProofRemedy,
  account: { readonly policy: string; readonly store: StoreOptions },
  nowMs: number,
): string {
  if (remedy.kind === 'cors') return JSON.stringify(bucketCors, null, 2);
  const present = account.policy === '' ? undefined : readPolicy(account.policy).policy;
  return JSON.stringify(policyToSign(present, remedy.calls, account.store, nowMs), null, 2);
}
