import * as v from 'valibot';
import { fileKinds } from '../core/file-kind.ts';
import { type HistoryQuery, historySorts, historyStates, type ListPlace } from '../core/history-query.ts';
import { jobIdSchema } from './job-record.ts';

/** Longer than a person types; a link has room. */
export const MAX_SEARCH_CHARS = 2_048;

export const historyQuerySchema = v.strictObject({
  text: v.pipe(v.string(), v.maxLength(MAX_SEARCH_CHARS)),
  state: v.picklist(historyStates),
  kind: v.picklist(['all', ...fileKinds]),
  sinceMs: v.exactOptional(v.number()),
  sort: v.picklist(historySorts),
}) satisfies v.GenericSchema<unknown, HistoryQuery>;

/** Where a page of a list goes on: after this upload. */
export const listPlaceSchema = v.strictObject({
  id: jobIdSchema,
  name: v.string(),
  sizeBytes: v.number(),
  createdAtMs: v.number(),
}) satisfies v.GenericSchema<unknown, ListPlace>;
