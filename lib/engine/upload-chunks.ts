import {
  beginChunks,
  type Chunk,
  type ChunkProgress,
  mostChunkBytes,
  nextChunk,
  shrinkChunk,
  storeChunk,
} from '../core/chunk-plan.ts';
import type { StoredPart } from '../core/job.ts';
import type { PartRange } from '../core/part-plan.ts';
import { toUploadError, UploadError } from '../core/upload-error.ts';
import type { ChunkMemory } from './chunk-memory.ts';
import type { FileFacts } from './ports.ts';
import { sendRange } from './send-range.ts';
import type { PartAttempt } from './upload-part.ts';

/** What one attempt at one part needs that may go in chunks. */
export interface ChunkAttempt extends PartAttempt {
  readonly file: FileFacts;
  readonly memory: ChunkMemory;
}

/**
 * Whether a PUT failed for want of a link that carries so much at once. Throttling is none: smaller chunks would only
 * be more requests.
 */
export function isLinkFailure(thrown: unknown): boolean {
  const { code, details } = toUploadError(thrown);
  return details.step === 'put' && (code === 'network' || code === 'timeout' || code === 'server');
}

/**
 * One attempt at one part in chunks, which halve while the link breaks them; then the part is committed. What is stored
 * stays stored for the next attempt. Rejects with an `UploadError`: a failure of the whole part.
 */
export async function uploadChunks(attempt: ChunkAttempt): Promise<StoredPart> {
  const { range, memory, session, gate } = attempt;
  const { partNumber, sizeBytes } = range;
  const keep = (progress: ChunkProgress): ChunkProgress => {
    memory.keep(session.uploadId, partNumber, progress);
    return progress;
  };
  let md5: string | undefined;
  // Asked for each anew: when a limit is lifted, the rest of the part goes at once.
  const next = (): Chunk | undefined => nextChunk(progress, mostChunkBytes(gate.limit()));
  let progress = memory.recall(session.uploadId, partNumber) ?? beginChunks(sizeBytes);
  for (let chunk = next(); chunk !== undefined; chunk = next()) {
    try {
      const sent = await sendChunk(attempt, chunk);
      if (chunk.sizeBytes === sizeBytes) md5 = sent.md5;
      progress = keep(storeChunk(progress, chunk));
      attempt.onSent(progress.storedBytes);
    } catch (thrown) {
      const smaller = isLinkFailure(thrown) ? shrinkChunk(progress, chunk) : undefined;
      if (smaller === undefined) throw thrown;
      progress = keep(smaller);
    }
  }
  md5 ??= await md5OfPart(attempt);
  await commit(attempt);
  memory.forget(partNumber);
  return { partNumber, sizeBytes, ...(md5 !== undefined && { md5 }) };
}

function sendChunk(attempt: ChunkAttempt, { offsetBytes, sizeBytes }: Chunk) {
  const { destination, session, store, range, signal } = attempt;
  const { signChunk } = destination;
  if (signChunk === undefined) throw notOffered();
  const startByte = range.startByte + offsetBytes;
  const chunkRange: PartRange = { ...range, startByte, endByte: startByte + sizeBytes, sizeBytes };
  const onSent = (bytes: number): void => attempt.onSent(offsetBytes + bytes);
  return sendRange({ ...attempt, onSent }, chunkRange, (facts) =>
    signChunk(session, store, { ...facts, offsetBytes }, signal),
  );
}

/** The digest by which a file that is given again is known for the same; none where bytes are sent unchecked. */
async function md5OfPart({ reader, range, signal }: ChunkAttempt): Promise<string | undefined> {
  return (await reader.read(range, signal)).digest?.base64;
}

async function commit({
  destination,
  session,
  file,
  store,
  range,
  memory,
  signal,
}: ChunkAttempt): Promise<void> {
  if (destination.commitPart === undefined) throw notOffered();
  try {
    await destination.commitPart(session, file, store, range.partNumber, signal);
  } catch (thrown) {
    // The server misses a chunk that it had acknowledged: the next attempt sends all of them.
    if (toUploadError(thrown).code === 'rejected') memory.forget(range.partNumber);
    throw thrown;
  }
}

function notOffered(): UploadError {
  return new UploadError('unexpected', 'chunks are not for this destination', { step: 'upload' });
}
