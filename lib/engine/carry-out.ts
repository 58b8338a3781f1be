import pLimit from 'p-limit';
import type { UploadJob } from '../core/job.ts';
import type { JobEffect, JobEvent } from '../core/job-event.ts';
import { partRange } from '../core/part-plan.ts';
import { plannedPartSize } from '../core/upload-options.ts';
import { isWorthTelling } from '../core/worth-telling.ts';
import type { EnginePorts } from './engine-ports.ts';
import type { JobEntry } from './job-entry.ts';
import { cancelStaging, request, stage } from './job-requests.ts';
import { removeStoredFile } from './remove-stored-file.ts';
import {
  abortUpload,
  completeUpload,
  sendPart,
  startUpload,
  verifyFile,
  type Wire,
} from './request-effects.ts';

/** Files that are compared with stored ones at the same time. */
const MOST_COMPARED = 2;

/** Begins an effect whose step is committed. What comes of it is heard as an event. */
export type CarryOut = (entry: JobEntry, effect: JobEffect) => void;

export function createCarryOut(
  ports: EnginePorts,
  wire: Wire,
  hear: (entry: JobEntry, event: JobEvent) => void,
): CarryOut {
  const { blobs } = ports;
  const { slots, gate, link } = wire;
  const compareInTurn = pLimit(MOST_COMPARED);

  const partSizeBytes = ({ options }: UploadJob) => plannedPartSize(options, link.pace, gate.limit());

  /** Has what tells of bytes on the wire made ready as soon as nothing can be sent yet. */
  function warmUp(job: UploadJob): void {
    const { plan, sizeBytes } = job;
    const firstPartBytes =
      plan === undefined ? Math.min(sizeBytes, partSizeBytes(job)) : partRange(plan, 1).sizeBytes;
    if (isWorthTelling(firstPartBytes, link.pace.bytesPerMs)) ports.transport.warmUp?.();
  }

  return (entry, effect) => {
    const { live } = entry;
    switch (effect.type) {
      case 'save-job':
      case 'cancel-in-flight':
        return;
      case 'clear-parts':
        entry.signedPlaces.clear();
        return;
      case 'save-part':
        slots.partStored(live);
        return;
      case 'slow-down':
        slots.throttled(live);
        return;
      case 'stage-file':
        warmUp(live.job);
        void stage(entry, ports, { partSizeBytes: () => partSizeBytes(live.job), compareInTurn }, hear);
        return;
      case 'start-upload':
        // Made while the file was copied, it may have been closed in the meantime.
        warmUp(live.job);
        void request(entry, 'start', hear, (signal) => startUpload(live, ports, signal));
        return;
      case 'upload-part': {
        const { partNumber } = effect;
        void request(entry, `part ${partNumber}`, hear, (signal) =>
          sendPart(entry, partNumber, ports, wire, signal),
        );
        return;
      }
      case 'complete-upload':
        void request(entry, 'complete', hear, (signal) => completeUpload(entry, ports, signal));
        return;
      case 'verify':
        hear(entry, verifyFile(effect.file));
        return;
      case 'cancel-staging':
        cancelStaging(entry);
        return;
      case 'abort-upload':
        void request(entry, 'abort', hear, (signal) => abortUpload(live, ports, signal));
        return;
      case 'release-blob':
        delete entry.liveBlob;
        delete entry.original;
        delete entry.reader;
        delete entry.getBlob;
        void blobs.remove(live.job.id).catch(() => undefined);
        return;
      case 'remove-file':
        void request(entry, 'remove', hear, (signal) =>
          removeStoredFile(live.job, effect.file, ports, signal),
        );
        return;
      case 'notify':
        ports.onEnd(live.job);
        return;
    }
  };
}
