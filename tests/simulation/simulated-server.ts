import type { StoredFile } from '../../lib/core/job.ts';
import { type ErrorCode, UploadError } from '../../lib/core/upload-error.ts';
import type { Destination, PartBody, PutAnswer, Transport } from '../../lib/engine/ports.ts';
import type { VirtualClock } from './virtual-clock.ts';

/** Which bytes of the file a body holds. */
export interface BodyToken {
  readonly startByte: number;
  readonly sizeBytes: number;
}

interface StoredChunk extends BodyToken {
  readonly partNumber: number;
  readonly offsetBytes: number;
}

/** What the server knows of one upload, and has done about it. */
export interface ServerUpload {
  readonly id: string;
  readonly fileName: string;
  readonly sizeBytes: number;
  readonly parts: Map<number, BodyToken>;
  readonly chunks: StoredChunk[];
  /** The parts of PUTs that stored something, in order. */
  readonly puts: number[];
  /** For each PUT, how many were on the wire when it had begun. */
  readonly putsAtOnce: number[];
  completions: number;
  isAborted: boolean;
  /** When its file was deleted. */
  removedMs?: number;
}

/** How the network and the server behave. */
export interface Weather {
  /** Chance of a fault for each request; may change on the way. */
  faultRate: number;
  readonly random: () => number;
  /** What one connection moves; no limit when it is left out. */
  readonly bytesPerMs?: number;
  /** While it is there nothing moves on any connection; what waits goes when it resolves. */
  stall?: Promise<void>;
}

/** A body that has passed the wire. */
export interface Passage {
  readonly sizeBytes: number;
  readonly leftMs: number;
}

export interface SimulatedServer {
  readonly destination: Destination;
  readonly transport: Transport;
  readonly uploads: ReadonlyMap<string, ServerUpload>;
  /** Requests made, faults among them, and when the first was made. */
  readonly counts: { requests: number; faults: number; firstMs?: number };
  /** What has passed the wire, in order. */
  readonly passages: readonly Passage[];
  /** No request gets through. */
  isDown: boolean;
}

/** Ways in which one request can go wrong. `lost` does what was asked and loses the answer. */
const faults = ['refused', 'lost', 'throttled', 'broken', 'stalled', 'expired', 'skewed', 'corrupt'] as const;
type Fault = (typeof faults)[number];

const codes: Readonly<Record<Exclude<Fault, 'corrupt'>, ErrorCode>> = {
  refused: 'network',
  lost: 'network',
  throttled: 'throttled',
  broken: 'server',
  stalled: 'timeout',
  expired: 'url-expired',
  skewed: 'clock-skew',
};

/**
 * A Filestack and an S3 in one, in memory, with faults drawn from a seed. Its own record of what it stored is the
 * judge of a run. Bodies are known by their tokens, so that no bytes need to be moved.
 */
export function createSimulatedServer(
  clock: VirtualClock,
  weather: Weather,
  tokenOf: (body: PartBody) => BodyToken,
): SimulatedServer {
  const uploads = new Map<string, ServerUpload>();
  const counts: SimulatedServer['counts'] = { requests: 0, faults: 0 };

  const { random } = weather;
  const draw = (): Fault | undefined =>
    random() < weather.faultRate ? faults[Math.floor(random() * faults.length)] : undefined;

  /** One request: latency, perhaps a fault, and the work itself exactly when it gets through. */
  async function exchange<T>(
    step: string,
    signal: AbortSignal,
    work: (fault: Fault | undefined) => T,
  ): Promise<T> {
    counts.requests += 1;
    counts.firstMs ??= clock.nowMs();
    const fault = result.isDown ? 'refused' : draw();
    if (fault !== undefined) counts.faults += 1;
    await cancellable(clock.wait(1 + Math.floor(random() * 40)), signal);
    if (fault === undefined || fault === 'corrupt') {
      const answer = work(fault);
      await cancellable(clock.wait(1 + Math.floor(random() * 10)), signal);
      return answer;
    }
    if (fault === 'lost') work(fault);
    if (fault === 'stalled') await cancellable(clock.wait(60_000), signal);
    throw new UploadError(codes[fault], `${fault} on purpose`, { step });
  }

  const known = (id: string, step: string): ServerUpload => {
    const upload = uploads.get(id);
    if (upload === undefined || upload.isAborted)
      throw new UploadError('upload-gone', 'unknown upload', { step });
    return upload;
  };

  const destination: Destination = {
    start: (file, _store, signal) =>
      exchange('start', signal, () => {
        const id = `upload-${uploads.size + 1}`;
        uploads.set(id, {
          id,
          fileName: file.name,
          sizeBytes: file.sizeBytes,
          parts: new Map(),
          chunks: [],
          puts: [],
          putsAtOnce: [],
          completions: 0,
          isAborted: false,
        });
        const session = { uri: '/u', uploadId: id, region: 'r', locationUrl: 'https://api.example' };
        return file.wantsChunks ? { ...session, isIntelligent: true } : session;
      }),
    signPart: (session, _store, part, signal) =>
      exchange('upload', signal, () => {
        known(session.uploadId, 'upload');
        return { url: `https://s3.example/${session.uploadId}/${part.partNumber}`, headers: {} };
      }),
    signChunk: (session, _store, { partNumber, offsetBytes }, signal) =>
      exchange('upload', signal, () => {
        known(session.uploadId, 'upload');
        return { url: `https://s3.example/${session.uploadId}/${partNumber}/${offsetBytes}`, headers: {} };
      }),
    commitPart: (session, _file, _store, partNumber, signal) =>
      exchange('commit', signal, () => {
        const upload = known(session.uploadId, 'commit');
        const part = joinChunks(upload.chunks.filter((chunk) => chunk.partNumber === partNumber));
        if (part === undefined) throw new UploadError('rejected', 'chunks are missing', { step: 'commit' });
        upload.parts.set(partNumber, part);
      }),
    complete: (session, file, _store, parts, signal) =>
      exchange('complete', signal, (fault): StoredFile | 'pending' => {
        const upload = known(session.uploadId, 'complete');
        const sizeBytes = [...upload.parts.values()].reduce((sum, part) => sum + part.sizeBytes, 0);
        const isWhole = parts.length === upload.parts.size && sizeBytes === file.sizeBytes;
        if (!isWhole) throw new UploadError('rejected', 'parts are missing', { step: 'complete' });
        if (fault === 'corrupt') return 'pending';
        // Complete is idempotent: only the first one makes an object.
        if (upload.completions === 0) upload.completions = 1;
        return { handle: upload.id, url: `https://cdn.example/${upload.id}` };
      }),
    abort: (session, signal) =>
      exchange('abort', signal, () => {
        const upload = uploads.get(session.uploadId);
        if (upload !== undefined && upload.completions === 0) upload.isAborted = true;
      }),
    remove: ({ handle }, signal) =>
      exchange('remove', signal, () => {
        const upload = uploads.get(handle);
        if (upload !== undefined) upload.removedMs ??= clock.nowMs();
      }),
  };

  let putsUnderWay = 0;
  const passages: Passage[] = [];

  /** The way of the bytes, before the store has them all. */
  async function carry(uploadId: string, { sizeBytes }: BodyToken, signal: AbortSignal): Promise<void> {
    uploads.get(uploadId)?.putsAtOnce.push(putsUnderWay);
    const { bytesPerMs } = weather;
    if (bytesPerMs !== undefined) await cancellable(clock.wait(sizeBytes / bytesPerMs), signal);
    if (weather.stall !== undefined) await cancellable(weather.stall, signal);
    passages.push({ sizeBytes, leftMs: clock.nowMs() });
  }

  const transport: Transport = {
    async put({ url }, body, _stallLimitMs, signal) {
      const [, uploadId = '', partNumber = '', offset] = /\/(upload-\d+)\/(\d+)(?:\/(\d+))?$/.exec(url) ?? [];
      const token = tokenOf(body);
      putsUnderWay += 1;
      try {
        await carry(uploadId, token, signal);
        return await exchange('put', signal, (fault): PutAnswer => {
          const upload = known(uploadId, 'put');
          if (fault === 'corrupt') {
            // Damaged on the way: S3 compares Content-MD5 and stores nothing.
            return { status: 400, etag: null, body: '<Error><Code>BadDigest</Code></Error>' };
          }
          if (offset === undefined) upload.parts.set(Number(partNumber), token);
          else upload.chunks.push({ ...token, partNumber: Number(partNumber), offsetBytes: Number(offset) });
          upload.puts.push(Number(partNumber));
          return { status: 200, etag: `tag-${token.startByte}-${token.sizeBytes}`, body: '' };
        });
      } finally {
        putsUnderWay -= 1;
      }
    },
  };

  const result: SimulatedServer = { destination, transport, uploads, counts, passages, isDown: false };
  return result;
}

/** The part that chunks make, however they overlap; undefined when one is missing or misplaced. */
function joinChunks(chunks: readonly StoredChunk[]): BodyToken | undefined {
  const inOrder = [...chunks].sort((a, b) => a.offsetBytes - b.offsetBytes);
  const partStarts = new Set(inOrder.map(({ startByte, offsetBytes }) => startByte - offsetBytes));
  let endByte = 0;
  for (const { offsetBytes, sizeBytes } of inOrder) {
    if (offsetBytes > endByte) return undefined;
    endByte = Math.max(endByte, offsetBytes + sizeBytes);
  }
  const [startByte, ...others] = partStarts;
  return startByte === undefined || others.length > 0 ? undefined : { startByte, sizeBytes: endByte };
}

async function cancellable(work: Promise<void>, signal: AbortSignal): Promise<void> {
  signal.throwIfAborted();
  let cancel = (): void => undefined;
  const cancelled = new Promise<never>((_resolve, reject) => {
    cancel = () => reject(signal.reason);
  });
  signal.addEventListener('abort', cancel);
  // One signal goes with all the chunks of a part.
  await Promise.race([work, cancelled]).finally(() => signal.removeEventListener('abort', cancel));
}
