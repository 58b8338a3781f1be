import { MAX_PART_COUNT } from '../../lib/core/part-plan.ts';
import { type StoredPart, stripQuotes } from './s3/multipart.ts';
import type { ClaimedPart } from './upload-requests.ts';

export type PartsVerdict =
  | { readonly ok: true; readonly parts: readonly StoredPart[] }
  | { readonly ok: false; readonly reason: string };

const SHOWN = 10;

function listNumbers(numbers: readonly number[]): string {
  const more = numbers.length > SHOWN ? ` and ${numbers.length - SHOWN} more` : '';
  return `${numbers.slice(0, SHOWN).join(', ')}${more}`;
}

/** The ETags that the client lists for each part; repeats after a retry are kept, unread ones (null) dropped. */
function claimsByNumber(claims: readonly ClaimedPart[]): Map<number, string[]> {
  const byNumber = new Map<number, string[]>();
  for (const { part_number, etag } of claims) {
    const etags = byNumber.get(part_number) ?? [];
    if (etag) etags.push(stripQuotes(etag));
    byNumber.set(part_number, etags);
  }
  return byNumber;
}

/**
 * Decides whether the parts make the file: contiguous from 1, each stored with an ETag the client knows, sizes adding up.
 * A client that lists none (a bug of filestack-js 4.x) is held to all that is stored; a part listed without
 * an ETag to its size alone. With intelligent ingestion the parts that came in chunks are not listed.
 */
export function checkParts(
  claims: readonly ClaimedPart[] | undefined,
  stored: readonly StoredPart[],
  sizeBytes: number,
  isIntelligent = false,
): PartsVerdict {
  const byNumber = new Map(stored.map((part) => [part.partNumber, part]));
  const claimed = claims && claimsByNumber(claims);
  const isListWhole = claimed !== undefined && !isIntelligent;
  const lastStored = isListWhole ? 0 : (stored.at(-1)?.partNumber ?? 0);
  const count = Math.max(lastStored, ...(claimed?.keys() ?? []));
  const numbers = Array.from({ length: Math.min(count, MAX_PART_COUNT + 1) }, (_, index) => index + 1);

  const unlisted = isListWhole ? numbers.filter((number) => !claimed.has(number)) : [];
  if (unlisted.length > 0) return { ok: false, reason: `Parts not listed: ${listNumbers(unlisted)}` };
  const missing = numbers.filter((number) => !byNumber.has(number));
  if (missing.length > 0) return { ok: false, reason: `Parts missing: ${listNumbers(missing)}` };

  const parts = numbers.flatMap((number) => byNumber.get(number) ?? []);
  const changed = parts.filter(({ partNumber, etag }) => {
    const etags = claimed?.get(partNumber) ?? [];
    return etags.length > 0 && !etags.some((one) => one.toLowerCase() === etag.toLowerCase());
  });
  if (changed.length > 0) {
    return {
      ok: false,
      reason: `Wrong ETag of parts: ${listNumbers(changed.map((part) => part.partNumber))}`,
    };
  }
  const sumBytes = parts.reduce((sum, part) => sum + part.sizeBytes, 0);
  if (sumBytes !== sizeBytes) {
    return {
      ok: false,
      reason: `Parts missing: the file has ${sizeBytes} bytes, its parts add up to ${sumBytes}`,
    };
  }
  return { ok: true, parts };
}
