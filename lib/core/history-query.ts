import { type FileKind, fileKind } from './file-kind.ts';
import { isFinal, type JobId, type JobStateName } from './job.ts';
import type { Place } from './place-file.ts';

export const historyStates = ['all', 'under-way', 'done', 'failed'] as const;
export const historySorts = ['newest', 'oldest', 'largest', 'name'] as const;
export type HistorySort = (typeof historySorts)[number];

/** Which uploads are looked for, and in which order. */
export interface HistoryQuery {
  /** Words that are all in the name, the folder or the link; in any order, in small letters or large. */
  readonly text: string;
  readonly state: (typeof historyStates)[number];
  readonly kind: FileKind | 'all';
  /** Begun then or later. */
  readonly sinceMs?: number;
  readonly sort: HistorySort;
}

export const everything: HistoryQuery = { text: '', state: 'all', kind: 'all', sort: 'newest' };

/** What an upload is found by. */
export interface Listed extends ListPlace {
  readonly folder?: string;
  readonly place?: Pick<Place, 'path' | 'name'>;
  readonly mimetype: string;
  readonly state: JobStateName;
  readonly url?: string;
}

/** The place of an upload in a list, whichever order that has. */
export interface ListPlace {
  readonly id: JobId;
  readonly name: string;
  readonly sizeBytes: number;
  readonly createdAtMs: number;
}

export function isEverything({ text, state, kind, sinceMs, sort }: HistoryQuery): boolean {
  const isFiltered = wordsOf(text).length > 0 || state !== 'all' || kind !== 'all' || sinceMs !== undefined;
  return !isFiltered && sort === 'newest';
}

/** @returns what says of an upload whether it is looked for */
export function matcherOf({ text, state, kind, sinceMs }: HistoryQuery): (listed: Listed) => boolean {
  const words = wordsOf(text);
  return (listed) =>
    (sinceMs === undefined || listed.createdAtMs >= sinceMs) &&
    (state === 'all' || state === groupOf(listed.state)) &&
    (kind === 'all' || kind === fileKind(listed)) &&
    (words.length === 0 || hasAll(listed, words));
}

/** Every state is in one of them. */
function groupOf(state: JobStateName): HistoryQuery['state'] {
  if (!isFinal(state)) return 'under-way';
  return state === 'succeeded' ? 'done' : 'failed';
}

function hasAll({ name, folder = '', place, url = '' }: Listed, words: readonly string[]): boolean {
  const text = plain([folder + name, place === undefined ? '' : place.path + place.name, url].join('\n'));
  return words.every((word) => text.includes(word));
}

const wordsOf = (text: string) => plain(text).split(/\s+/).filter(Boolean);

/** An é is one, of one character or of two. */
const plain = (text: string) => text.normalize('NFKC').toLowerCase();

const names = new Intl.Collator(undefined, { numeric: true, sensitivity: 'base' });

const newestFirst = (a: ListPlace, b: ListPlace) =>
  b.createdAtMs - a.createdAtMs || (a.id < b.id ? 1 : a.id > b.id ? -1 : 0);

const orders: Readonly<Record<HistorySort, (a: ListPlace, b: ListPlace) => number>> = {
  newest: newestFirst,
  oldest: (a, b) => newestFirst(b, a),
  largest: (a, b) => b.sizeBytes - a.sizeBytes || newestFirst(a, b),
  name: (a, b) => names.compare(a.name, b.name) || newestFirst(a, b),
};

/** Compares two uploads by their places in a list. Of two that differ one is always first. */
export function orderOf(sort: HistorySort): (a: ListPlace, b: ListPlace) => number {
  return orders[sort];
}
