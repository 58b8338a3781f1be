import type { StoredFile } from '../core/job.ts';
import { mainDestination } from '../core/job.ts';
import type { JobEventType } from '../core/job-event.ts';
import type { StoreOptions } from '../core/store-options.ts';
import { UploadError } from '../core/upload-error.ts';
import { createEngine } from '../engine/engine.ts';
import { createMemoryBlobStore } from '../engine/memory-blob-store.ts';
import { createMemoryDisk, newMemoryProcess } from '../engine/memory-disk.ts';
import { createMemoryJournal } from '../engine/memory-journal.ts';
import { createPartReaders } from '../engine/part-readers.ts';
import type { Clock, Destination, PartReaders, Transport } from '../engine/ports.ts';
import { jobIdSchema } from '../protocol/job-record.ts';
import { parse } from '../protocol/parse.ts';
import type { CommandLine } from './upload-controls.ts';
import { endOf, type UploadEnd } from './upload-end.ts';
import type { CheckedUploadOptions } from './upload-options.ts';
import { watchUpload } from './watch-upload.ts';

/** One file on its way, with everything that it touches the world with. */
export interface UploadRun {
  readonly blob: Blob;
  readonly name: string;
  readonly mimetype: string;
  readonly store: StoreOptions;
  readonly options: CheckedUploadOptions;
  readonly commands: CommandLine;
  readonly destination: Destination;
  readonly transport: Transport;
  readonly clock: Clock;
}

/**
 * Uploads one file by an engine of its own, whose journal ends with it. So uploads share nothing: what goes wrong with
 * one can't touch another. Rejects with an `UploadError` that says its step.
 */
export function runUpload(run: UploadRun): Promise<StoredFile> {
  const { blob, name, mimetype, store, options, clock } = run;
  const { partSize, maxConcurrentUploads, retryOptions, timeout, intelligent, disableIntegrityCheck } =
    options;
  const { signal } = options;
  const watch = watchUpload(options, options.progressInterval, clock);
  const destination = watch.destination(run.destination);
  const [disk, process] = [createMemoryDisk(), newMemoryProcess()];

  return new Promise((resolve, reject) => {
    let isSettled = false;
    let lastEvent: JobEventType = 'worker-woke';

    const engine = createEngine({
      journal: createMemoryJournal(disk, process),
      blobs: createMemoryBlobStore(disk, process),
      readers: readersOf(clock),
      transport: watch.transport(run.transport),
      clock,
      limits: { global: maxConcurrentUploads, perHost: maxConcurrentUploads },
      newJobId: () => parse(jobIdSchema, crypto.randomUUID(), 'a new id'),
      destinationFor: async () => destination,
      // A request shows better than `navigator` whether there is a network, and is retried.
      isOnline: () => true,
      onChange: () => undefined,
      bandwidthLimit: () => undefined,
      onProgress: () => undefined,
      onOutlook: () => undefined,
      onEnd: () => undefined,
      onStep(event, live) {
        lastEvent = event.type;
        watch.onStep(event, live);
        const end = endOf(live.job, lastEvent);
        if (end === undefined || isSettled) return;
        settle(end);
        // A job that could be tried again would keep its bytes and a timer for days.
        if (end.kind === 'failed') engine.command(live.job.id, 'cancel-requested');
      },
    });
    const cancel = (): void => run.commands.controls.cancel();

    function settle(end: UploadEnd): void {
      isSettled = true;
      signal?.removeEventListener('abort', cancel);
      if (end.kind === 'stored') watch.finish();
      watch.stop();
      if (end.kind === 'stored') resolve(end.file);
      else reject(end.error);
    }

    signal?.addEventListener('abort', cancel);

    engine
      .recover()
      .then(() =>
        engine.add({
          name,
          mimetype,
          sizeBytes: blob.size,
          destination: mainDestination,
          store,
          options: {
            partSize,
            maxConcurrentUploads,
            retryOptions,
            timeout,
            intelligent,
            disableIntegrityCheck,
          },
          getBlob: async () => ({ blob }),
        }),
      )
      .then((id) => {
        run.commands.connect((command) => engine.command(id, command));
        if (signal?.aborted) cancel();
      })
      .catch((thrown: unknown) => {
        const error = new UploadError('unexpected', 'the upload could not begin', { step: 'stage' }, thrown);
        if (!isSettled) settle({ kind: 'failed', error });
      });
  });
}

/**
 * Any blob may stand for a file on disk that is overwritten meanwhile, so that each part is read once, and what was read
 * is hashed and sent.
 */
function readersOf(clock: Clock): PartReaders {
  const readers = createPartReaders(clock);
  return { ...readers, staged: readers.live };
}
