import type { DestinationRef, JobGuard, JobId, Naming, UploadJob, WebSource } from '../core/job.ts';
import { MAX_FILE_SIZE_BYTES } from '../core/part-plan.ts';
import type { PictureOptions } from '../core/picture-options.ts';
import type { RelativeFolder } from '../core/relative-folder.ts';
import type { StoreOptions } from '../core/store-options.ts';
import type { UploadOptions } from '../core/upload-options.ts';
import type { GetBlob } from './job-entry.ts';

/** A file on its way in. */
export interface NewUpload {
  readonly name: string;
  /** Where it lay in the folder that was chosen, if one was. */
  readonly folder?: RelativeFolder;
  readonly mimetype: string;
  /** 0 when it is known only with the bytes. */
  readonly sizeBytes: number;
  readonly destination: DestinationRef;
  readonly store: StoreOptions;
  readonly options: UploadOptions;
  /** Absent where names are kept. */
  readonly naming?: Naming;
  /** Absent where pictures are stored as they are. */
  readonly pictures?: PictureOptions;
  readonly getBlob: GetBlob;
  /** Where it can be asked for again. */
  readonly webSource?: WebSource;
  /** The page that it was captured from, as `pageAddress` gives it. */
  readonly pageUrl?: string;
  /** Absent where nothing is asked: it is sent as soon as its bytes are there. */
  readonly guard?: UploadGuard;
}

/** What stands between an upload and its first request, as it is wanted when it begins. */
export interface UploadGuard {
  /** How long it can be undone before anything is sent; 0 for not at all. */
  readonly undoMs: number;
  /** The link of the same bytes, stored before at the same place, is offered first. */
  readonly offersKnown?: boolean;
  /** It is sent only when the person says so, if it turns out larger. */
  readonly confirmOverBytes?: number;
}

/** The job that a file on its way in begins as. */
export function newJob(upload: NewUpload, id: JobId, createdAtMs: number): UploadJob {
  const { name, folder, mimetype, sizeBytes, destination, store, options } = upload;
  const { naming, pictures, webSource, pageUrl } = upload;
  const guard = jobGuard(upload, createdAtMs);
  return {
    id,
    name,
    ...(folder !== undefined && { folder }),
    mimetype,
    sizeBytes,
    store,
    options,
    createdAtMs,
    destination,
    source: 'staged',
    ...(naming !== undefined && { naming }),
    ...(pictures !== undefined && { pictures }),
    ...(webSource !== undefined && { webSource }),
    ...(pageUrl !== undefined && { pageUrl }),
    ...(guard !== undefined && { guard }),
    state: { name: 'staging' },
    retries: 0,
    restarts: 0,
    failures: 0,
    completeAsks: 0,
    rung: 0,
  };
}

/** In the time of the clock, so that no restart of the process begins a moment anew. */
function jobGuard({ guard }: NewUpload, createdAtMs: number): JobGuard | undefined {
  const { undoMs = 0, offersKnown = false, confirmOverBytes = MAX_FILE_SIZE_BYTES } = guard ?? {};
  const mayAsk = confirmOverBytes < MAX_FILE_SIZE_BYTES;
  if (undoMs === 0 && !offersKnown && !mayAsk) return undefined;
  return {
    ...(undoMs > 0 && { undoUntilMs: createdAtMs + undoMs }),
    ...(offersKnown && { offersKnown }),
    ...(mayAsk && { confirmOverBytes }),
  };
}
