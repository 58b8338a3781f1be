import type { LiveJob } from '../core/live-job.ts';
import { addSample, bytesPerSecond, noRate, secondsLeft, type TransferRate } from '../core/transfer-rate.ts';

/** How far a job is, in bytes. */
export interface JobProgress {
  readonly sentBytes: number;
  /** Both are there only while bytes are moved and it can be told. */
  readonly bytesPerSecond?: number;
  readonly secondsLeft?: number;
}

/** Bytes of a job on the wire. In memory only: what counts is in the journal. */
export interface WireProgress {
  /** A part's PUT has handed so many bytes to the network. */
  note(live: LiveJob, partNumber: number, bytes: number, nowMs: number): void;
  /** The job may have changed. */
  observe(live: LiveJob, nowMs: number): void;
  read(live: LiveJob, nowMs: number): JobProgress;
}

export function createWireProgress(): WireProgress {
  const onWire = new Map<number, number>();
  let rate: TransferRate = noRate;
  /** The most that was ever sent, since bytes of a failed part are no step back for a person; a restart is one. */
  let peak = { restarts: 0, bytes: 0 };

  function observe({ job, parts }: LiveJob, nowMs: number): void {
    // A part that is not in flight any more is stored, and counted as that, or to be sent again from its first byte.
    const inFlight = new Set(parts.inFlight.map(({ partNumber }) => partNumber));
    for (const partNumber of onWire.keys()) if (!inFlight.has(partNumber)) onWire.delete(partNumber);
    const bytes = [...onWire.values()].reduce((sum, onWireBytes) => sum + onWireBytes, parts.storedBytes);
    if (job.restarts !== peak.restarts) peak = { restarts: job.restarts, bytes };
    else if (bytes > peak.bytes) peak = { ...peak, bytes };
    rate = job.state.name === 'uploading' ? addSample(rate, { atMs: nowMs, bytes: peak.bytes }) : noRate;
  }

  return {
    note(live, partNumber, bytes, nowMs) {
      onWire.set(partNumber, bytes);
      observe(live, nowMs);
    },
    observe,
    read({ job }, nowMs) {
      if (job.state.name === 'succeeded') return { sentBytes: job.sizeBytes };
      // All of it only when it is verified.
      const sentBytes = Math.min(peak.bytes, Math.max(0, job.sizeBytes - 1));
      const speed = bytesPerSecond(rate, nowMs);
      const left = secondsLeft(rate, job.sizeBytes - sentBytes, nowMs);
      return {
        sentBytes,
        ...(speed !== undefined && { bytesPerSecond: Math.round(speed) }),
        ...(left !== undefined && { secondsLeft: left }),
      };
    },
  };
}
