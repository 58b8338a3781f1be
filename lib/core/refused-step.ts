import type { UploadError } from './upload-error.ts';
import type { ProofStep } from './upload-proof.ts';

/**
 * What a failed `start` says of a destination. Providers tell a wrong key from a policy that does not allow the upload
 * only by their words; those of Filestack and of the gateway are known (PROTOCOL of filestack-js: "Invalid App policy",
 * "Invalid Application", "Invalid API key").
 */
export function refusedStep({ code, details }: UploadError, hasPolicy: boolean): ProofStep {
  const isRefusal = code === 'auth' || code === 'rejected' || code === 'limit';
  // A 404 or 405 of `start`: somebody answers, but not this API.
  if (!isRefusal || details.status === 404 || details.status === 405) return 'reachable';
  const words = details.serverText ?? '';
  if (/policy|signature|security|credentials/i.test(words)) return 'allowed';
  if (/\bkey\b|apikey|application|\bapp\b/i.test(words)) return 'key';
  return code === 'auth' && !hasPolicy ? 'key' : 'allowed';
}
