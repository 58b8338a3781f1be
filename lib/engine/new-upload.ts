import type { JobId, UploadJob, WebSource } from '../core/job.ts';
import type { StoreOptions } from '../core/store-options.ts';
import type { UploadOptions } from '../core/upload-options.ts';
import type { GetBlob } from './job-entry.ts';

/** A file on its way in. */
export interface NewUpload {
  readonly name: string;
  readonly mimetype: string;
  /** 0 when it is known only with the bytes. */
  readonly sizeBytes: number;
  readonly store: StoreOptions;
  readonly options: UploadOptions;
  readonly getBlob: GetBlob;
  /** Where it can be asked for again. */
  readonly webSource?: WebSource;
}

/** The job that a file on its way in begins as. */
export function newJob(upload: NewUpload, id: JobId, createdAtMs: number): UploadJob {
  const { name, mimetype, sizeBytes, store, options, webSource } = upload;
  return {
    id,
    name,
    mimetype,
    sizeBytes,
    store,
    options,
    createdAtMs,
    destination: { kind: 'filestack' },
    source: 'staged',
    ...(webSource !== undefined && { webSource }),
    state: { name: 'staging' },
    retries: 0,
    restarts: 0,
    failures: 0,
    completeAsks: 0,
    rung: 0,
  };
}
