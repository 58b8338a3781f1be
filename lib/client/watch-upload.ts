import type { JobEvent } from '../core/job-event.ts';
import type { LiveJob } from '../core/live-job.ts';
import type { Clock, Destination, Transport } from '../engine/ports.ts';
import { callBack } from './call-back.ts';
import { createProgressTeller } from './progress.ts';
import type { UploadCallbacks } from './upload-options.ts';

/** Sees what an upload does, and calls its caller back at the moments that filestack-js 0.5 has names for. */
export interface UploadWatch {
  destination(destination: Destination): Destination;
  transport(transport: Transport): Transport;
  onStep(event: JobEvent, live: LiveJob): void;
  /** The file is stored: the last progress is told. */
  finish(): void;
  /** Nobody is called back any more. */
  stop(): void;
}

export function watchUpload(callbacks: UploadCallbacks, progressInterval: number, clock: Clock): UploadWatch {
  let isOver = false;
  const tell = <A extends readonly unknown[]>(callback: ((...args: A) => void) | undefined, ...args: A) => {
    if (!isOver) callBack(callback, ...args);
  };
  const once = (act: () => void) => {
    let isDone = false;
    return () => {
      if (!isDone) {
        isDone = true;
        act();
      }
    };
  };
  const progress = createProgressTeller(
    (event) => tell(callbacks.onProgress, event),
    progressInterval,
    clock,
  );
  const firstPut = once(() => tell(callbacks.onUploadStart));
  const firstComplete = once(() => {
    tell(callbacks.onUploadComplete);
    tell(callbacks.onUploadCompleteFunction);
  });

  return {
    destination: (destination) => ({
      ...destination,
      start(...args) {
        tell(callbacks.onStart);
        return destination.start(...args);
      },
      complete(...args) {
        firstComplete();
        return destination.complete(...args);
      },
    }),
    transport: (transport) => ({
      put(...args) {
        firstPut();
        return transport.put(...args);
      },
    }),
    onStep(event, live) {
      if (event.type === 'upload-started') progress.begin(live.job.sizeBytes);
      if (event.type === 'part-stored') progress.stored(live.parts.storedBytes, event.part);
      const retry = retryOf(event, live);
      if (retry !== undefined)
        tell(callbacks.onRetry, retry.attempt, Math.max(0, retry.atMs - clock.nowMs()));
    },
    finish: progress.finish,
    stop() {
      isOver = true;
      progress.stop();
    },
  };
}

/** The retry that a failure has led to: which attempt of that request it is, and when. */
function retryOf(
  event: JobEvent,
  { job: { state, failures }, parts }: LiveJob,
): { readonly attempt: number; readonly atMs: number } | undefined {
  switch (event.type) {
    case 'part-failed': {
      const part = parts.returned.find(({ partNumber }) => partNumber === event.partNumber);
      if (state.name !== 'uploading' || part === undefined) return undefined;
      return { attempt: part.failures, atMs: part.dueMs };
    }
    case 'start-failed':
    case 'complete-failed':
      if (state.name !== 'waiting' || state.reason !== 'backoff' || state.untilMs === undefined)
        return undefined;
      return { attempt: failures, atMs: state.untilMs };
    default:
      return undefined;
  }
}
