import { lowerBound } from '../disk/compare-utf8.ts';

export interface ListQuery {
  readonly prefix: string;
  /** Empty: no grouping. */
  readonly delimiter: string;
  /** Names come after this one; a group's name passes the whole group. */
  readonly after: string;
  readonly limit: number;
}

/** One page of a listing: keys, and groups of keys that share all up to the delimiter. */
export interface ListPage {
  readonly keys: readonly string[];
  readonly commonPrefixes: readonly string[];
  readonly isTruncated: boolean;
  /** Key or group the page ends with: the next page's `after`. */
  readonly last: string | undefined;
}

/** @param sortedKeys in the order of `compareUtf8` */
export function listPage(sortedKeys: readonly string[], query: ListQuery): ListPage {
  const { prefix, delimiter, after, limit } = query;
  const keys: string[] = [];
  const commonPrefixes: string[] = [];
  let last: string | undefined;
  let index = Math.max(lowerBound(sortedKeys, prefix), lowerBound(sortedKeys, after));
  for (let key = sortedKeys[index]; key?.startsWith(prefix); key = sortedKeys[index]) {
    const group = groupOf(key, prefix, delimiter);
    if (key === after || (group !== undefined && group === after)) {
      index = group === undefined ? index + 1 : pastGroup(sortedKeys, group, index);
      continue;
    }
    // A page of none says that nothing is left, lest a client asks for ever.
    if (keys.length + commonPrefixes.length >= limit)
      return { keys, commonPrefixes, isTruncated: limit > 0, last };
    if (group === undefined) {
      keys.push(key);
      index += 1;
    } else {
      commonPrefixes.push(group);
      index = pastGroup(sortedKeys, group, index);
    }
    last = group ?? key;
  }
  return { keys, commonPrefixes, isTruncated: false, last };
}

function groupOf(key: string, prefix: string, delimiter: string): string | undefined {
  if (delimiter === '') return undefined;
  const end = key.indexOf(delimiter, prefix.length);
  return end < 0 ? undefined : key.slice(0, end + delimiter.length);
}

/** Index of the first key after `from` that isn't of the group. The keys of a group lie together. */
function pastGroup(sortedKeys: readonly string[], group: string, from: number): number {
  let low = from;
  let high = sortedKeys.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (sortedKeys[middle]?.startsWith(group)) low = middle + 1;
    else high = middle;
  }
  return low;
}
