import type { PlainError } from './upload-error.ts';

/** What a test upload proves, in the order in which it is found out. */
export const proofSteps = ['reachable', 'key', 'allowed', 'etag', 'readable', 'removed'] as const;
export type ProofStep = (typeof proofSteps)[number];

/** What a person copies to where it puts things right: the CORS rules of a bucket, or a policy that has these calls. */
export type ProofRemedy =
  | { readonly kind: 'cors' }
  | { readonly kind: 'policy'; readonly calls: readonly string[] };

/**
 * Why something was not tried. `earlier`: what it builds on has failed; `no-policy`: nobody may do it without one;
 * `not-allowed`: the policy leaves it out; `private`: the file is for nobody's eyes, as the store options say.
 */
export type SkipReason = 'earlier' | 'no-policy' | 'not-allowed' | 'private';

export type ProofResult =
  | { readonly kind: 'proved' }
  | { readonly kind: 'failed'; readonly error: PlainError; readonly remedy?: ProofRemedy }
  | { readonly kind: 'skipped'; readonly why: SkipReason; readonly remedy?: ProofRemedy };

/** What is known so far; a step that is not in it has not ended. */
export type UploadProof = Readonly<Partial<Record<ProofStep, ProofResult>>>;

/** Whether files can be sent there: no step has failed that an upload needs. */
export function canUpload({ reachable, key, allowed, etag, readable }: UploadProof): boolean {
  return (
    [reachable, key, allowed, etag].every((result) => result?.kind === 'proved') && !isNotCompleted(readable)
  );
}

/** The provider refuses to make a file of its parts. One that only takes long over it is waited for by an upload. */
function isNotCompleted(readable: ProofResult | undefined): boolean {
  if (readable?.kind !== 'failed') return false;
  const { code, details } = readable.error;
  return details.step === 'complete' && code !== 'timeout';
}

/** Whether everything that was tried went well. */
export function isProved(proof: UploadProof): boolean {
  return canUpload(proof) && proofSteps.every((step) => proof[step] && proof[step]?.kind !== 'failed');
}
