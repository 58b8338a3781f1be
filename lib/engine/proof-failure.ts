import { toPlainError, toUploadError, type UploadError } from '../core/upload-error.ts';
import type { ProofRemedy, ProofResult, ProofStep } from '../core/upload-proof.ts';

/** A policy with these calls allows all that the extension does with a file. */
export const policyRemedy: ProofRemedy = { kind: 'policy', calls: ['pick', 'store', 'read', 'remove'] };

/** What was thrown in a proof. @throws it when the proof was cancelled: that says nothing of the destination */
export function proofError(thrown: unknown): UploadError {
  const error = toUploadError(thrown);
  if (error.code === 'cancelled') throw error;
  return error;
}

/** A failed step, with what there is to copy against it. */
export function failedStep(step: ProofStep, error: UploadError): ProofResult {
  const remedy = remedyOf(step, error);
  return { kind: 'failed', error: toPlainError(error), ...(remedy && { remedy }) };
}

function remedyOf(step: ProofStep, { code }: UploadError): ProofRemedy | undefined {
  const isOfStore = step === 'etag' || step === 'readable';
  // A browser tells of a refusal by CORS nothing but that there was no answer.
  if (isOfStore && (code === 'etag-hidden' || code === 'network')) return { kind: 'cors' };
  const isOfPolicy = step === 'allowed' || ((step === 'removed' || step === 'readable') && code === 'auth');
  return isOfPolicy ? policyRemedy : undefined;
}
