import type { Policy } from '../protocol/policy.ts';
import type { FileFacts } from './ports.ts';

const TEXT = 'A test of S3 Uploader. It may be deleted.\n';
/** A policy that asks for more is left to say so: nobody waits for a test of a large file. */
const MOST_BYTES = 1024 ** 2;

export interface ProofFile {
  readonly bytes: Uint8Array<ArrayBuffer>;
  readonly facts: FileFacts;
}

/** A file of a few bytes, which the policy finds neither too small nor too large where that can be had. */
export function proofFile(policy: Pick<Policy, 'minSize' | 'maxSize'> = {}): ProofFile {
  const { minSize = 1, maxSize = MOST_BYTES } = policy;
  const least = Math.min(minSize, MOST_BYTES);
  const sizeBytes = Math.max(1, least, Math.min(TEXT.length, maxSize));
  const bytes = new TextEncoder().encode(TEXT.padEnd(sizeBytes).slice(0, sizeBytes));
  return { bytes, facts: { name: 's3-uploader-test.txt', sizeBytes, mimetype: 'text/plain' } };
}
