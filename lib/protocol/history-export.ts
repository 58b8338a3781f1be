import * as v from 'valibot';
import { jobStateNames } from '../core/job.ts';
import { errorCodes } from '../core/upload-error.ts';

/** Grows when something is changed that a reader of older files would not understand. */
export const HISTORY_EXPORT_VERSION = 1;

/** An upload in a file of the history. No key, no policy, no signature, nothing that a server has said of itself. */
const exportedUploadSchema = v.strictObject({
  name: v.string(),
  /** In the folder that was chosen; empty, or with a slash at its end. */
  folder: v.string(),
  sizeBytes: v.pipe(v.number(), v.minValue(0)),
  /** Media type; empty where nobody knew. */
  type: v.string(),
  state: v.picklist(jobStateNames),
  /** When it began. */
  begun: v.pipe(v.string(), v.isoTimestamp()),
  /** Empty text where there is none, as in all that follow. */
  link: v.string(),
  handle: v.string(),
  container: v.string(),
  key: v.string(),
  error: v.picklist(['', ...errorCodes]),
});
export type ExportedUpload = v.InferOutput<typeof exportedUploadSchema>;

/** A file of the history, as JSON. */
export const historyExportSchema = v.strictObject({
  version: v.literal(HISTORY_EXPORT_VERSION),
  exported: v.pipe(v.string(), v.isoTimestamp()),
  uploads: v.array(exportedUploadSchema),
});
