import { type JobId, mainDestination, type StoredPart, type UploadJob } from '../../core/job.ts';
import { defaultUploadOptions } from '../../core/upload-options.ts';
import { jobIdSchema } from '../../protocol/job-record.ts';
import { parse } from '../../protocol/parse.ts';

export function newJobId(): JobId {
  return parse(jobIdSchema, crypto.randomUUID(), 'an id');
}

/** A queued job of three parts, but for what is given. */
export function sampleJob(facts: Partial<UploadJob> = {}): UploadJob {
  return {
    id: newJobId(),
    name: 'a.bin',
    sizeBytes: 11,
    mimetype: 'application/octet-stream',
    createdAtMs: 1,
    destination: mainDestination,
    store: { location: 's3', path: 'folder/' },
    options: defaultUploadOptions,
    source: 'staged',
    plan: { fileSizeBytes: 11, partSizeBytes: 5, partCount: 3 },
    state: { name: 'queued' },
    retries: 0,
    restarts: 0,
    failures: 0,
    completeAsks: 0,
    rung: 0,
    ...facts,
  };
}

export function samplePart(partNumber: number, facts: Partial<StoredPart> = {}): StoredPart {
  return {
    partNumber,
    sizeBytes: 5,
    md5: 'XUFAKrxLKna5cZ2REBfFkg==',
    etag: '5d41402abc4b2a76b9719d911017c592',
    ...facts,
  };
}
