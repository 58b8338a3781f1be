import type { KnownFile, StoredPart, UploadJob } from '../core/job.ts';
import { type PartPlan, type PartRange, partRange } from '../core/part-plan.ts';
import { destinationKey } from './destination-key.ts';
import type { EnginePorts } from './engine-ports.ts';
import type { Journal } from './ports.ts';

/** Base64 MD5 of a range of the bytes that are asked about. */
export type DigestRange = (range: PartRange) => Promise<string | undefined>;

/**
 * Uploads that have stored as many bytes at the place where a job goes. Nothing is read of the job's own bytes for that;
 * and what can't be found out is no reason to ask anything.
 */
export async function findCandidates(
  job: UploadJob,
  sizeBytes: number,
  { journal, destinationFor }: Pick<EnginePorts, 'journal' | 'destinationFor'>,
): Promise<readonly UploadJob[]> {
  if (job.guard?.offersKnown !== true) return [];
  try {
    const key = await destinationKey(await destinationFor(job), job.store);
    return key === undefined ? [] : await journal.findStored(key, sizeBytes);
  } catch {
    return [];
  }
}

/**
 * The first of the candidates that was sent of the very same bytes, as the MD5s of its parts say: that two files have
 * the same ones by accident does not happen. Ends with each at the first part that differs. One that was sent unchecked
 * has none, and is never known again.
 */
export async function findKnown(
  candidates: readonly UploadJob[],
  digestRange: DigestRange,
  { listParts }: Pick<Journal, 'listParts'>,
): Promise<KnownFile | undefined> {
  const digests = new Map<string, Promise<string | undefined>>();
  const digestOnce: DigestRange = (range) => {
    const key = `${range.startByte}-${range.endByte}`;
    const digest = digests.get(key) ?? digestRange(range);
    digests.set(key, digest);
    return digest;
  };
  for (const { id, plan, state, name, createdAtMs } of candidates) {
    if (plan === undefined || state.name !== 'succeeded' || state.removal !== undefined) continue;
    if (await isSentOf(plan, await listParts(id), digestOnce)) {
      return { name, url: state.file.url, createdAtMs };
    }
  }
  return undefined;
}

async function isSentOf(
  plan: PartPlan,
  parts: readonly StoredPart[],
  digestRange: DigestRange,
): Promise<boolean> {
  const md5s = new Map(parts.map(({ partNumber, md5 }) => [partNumber, md5]));
  for (let partNumber = 1; partNumber <= plan.partCount; partNumber++) {
    const md5 = md5s.get(partNumber);
    if (md5 === undefined || md5 !== (await digestRange(partRange(plan, partNumber)))) return false;
  }
  return true;
}
