import { compareUtf8, lowerBound } from './compare-utf8.ts';
import type { ObjectRecord } from './object-record.ts';

export type ObjectSummary = Pick<ObjectRecord, 'key' | 'sizeBytes' | 'etag' | 'modifiedAtMs'>;

/** What a listing shows of each object, in memory, by key in S3's order. The records on disk are the truth. */
export interface ObjectIndex {
  readonly keys: readonly string[];
  get(key: string): ObjectSummary | undefined;
  put(summary: ObjectSummary): void;
  remove(key: string): void;
}

export function createObjectIndex(initial: readonly ObjectSummary[]): ObjectIndex {
  const summaries = new Map(initial.map((summary) => [summary.key, pick(summary)]));
  const keys = [...summaries.keys()].sort(compareUtf8);
  return {
    keys,
    get: (key) => summaries.get(key),
    put(summary) {
      if (!summaries.has(summary.key)) keys.splice(lowerBound(keys, summary.key), 0, summary.key);
      summaries.set(summary.key, pick(summary));
    },
    remove(key) {
      if (summaries.delete(key)) keys.splice(lowerBound(keys, key), 1);
    },
  };
}

function pick({ key, sizeBytes, etag, modifiedAtMs }: ObjectSummary): ObjectSummary {
  return { key, sizeBytes, etag, modifiedAtMs };
}
