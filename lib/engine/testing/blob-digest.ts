import { digestBytes } from '../part-digest.ts';
import type { PartDigest } from '../ports.ts';

/** MD5 of a small blob. */
export async function blobDigest(blob: Blob): Promise<PartDigest> {
  return await digestBytes(await blob.arrayBuffer());
}
