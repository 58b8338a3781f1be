import type { StoredFile } from '../core/job.ts';
import { UploadError } from '../core/upload-error.ts';
import type { ProofResult } from '../core/upload-proof.ts';
import { allowsCall } from '../protocol/policy-warnings.ts';
import type { Destination } from './ports.ts';
import { failedStep, policyRemedy, proofError } from './proof-failure.ts';
import type { ProofRequest, ReadFile } from './proof-ports.ts';

/** Whether the link of a stored file gives its bytes. */
export async function proveReadable(
  readFile: ReadFile,
  { store, policy }: ProofRequest,
  stored: StoredFile,
  bytes: Uint8Array,
  signal: AbortSignal,
): Promise<ProofResult> {
  try {
    const read = await readFile(stored, signal);
    const isSame = read.length === bytes.length && read.every((byte, index) => byte === bytes[index]);
    if (isSame) return { kind: 'proved' };
    throw new UploadError('integrity', 'the link gives other bytes than were stored', { step: 'verify' });
  } catch (thrown) {
    const error = proofError(thrown);
    if (error.code !== 'auth') return failedStep('readable', error);
    if (policy === undefined && store.access !== 'public') {
      return { kind: 'skipped', why: 'private', remedy: policyRemedy };
    }
    if (policy !== undefined && !allowsCall(policy, 'read')) {
      return { kind: 'skipped', why: 'not-allowed', remedy: policyRemedy };
    }
    return failedStep('readable', error);
  }
}

/** Removes the stored file where that is allowed. */
export async function proveRemoval(
  destination: Destination,
  { policy }: ProofRequest,
  stored: StoredFile,
  signal: AbortSignal,
): Promise<ProofResult> {
  if (destination.remove === undefined) return { kind: 'skipped', why: 'no-policy', remedy: policyRemedy };
  if (policy !== undefined && !allowsCall(policy, 'remove')) {
    return { kind: 'skipped', why: 'not-allowed', remedy: policyRemedy };
  }
  try {
    await destination.remove(stored, signal);
    return { kind: 'proved' };
  } catch (thrown) {
    return failedStep('removed', proofError(thrown));
  }
}
