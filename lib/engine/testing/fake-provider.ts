import type { StoredFile, StoredPart } from '../../core/job.ts';
import type { ChunkFacts, FileFacts, PartFacts, SignedPut } from '../ports.ts';
import { blobDigest } from './blob-digest.ts';
import type { ArrivedPut, ServerAnswer } from './fake-transport.ts';

/** A refusal: the status and the words of the provider. */
export interface Refusal {
  readonly status: number;
  readonly error: string;
}

/** One provider with its store, in memory. Its answers depend on what was asked before, and on nothing else. */
export interface FakeProvider {
  /** @returns the upload id */
  start(file: FileFacts): string | Refusal;
  sign(uploadId: string, part: PartFacts): SignedPut | Refusal;
  signChunk(uploadId: string, chunk: ChunkFacts): SignedPut | Refusal;
  /** Makes a part of what has arrived of it; what was signed last counts where chunks overlap. */
  commit(uploadId: string, file: FileFacts, partNumber: number): undefined | Refusal;
  /** The store's side of a signed PUT. */
  put(put: ArrivedPut): Promise<ServerAnswer>;
  /** The same again gives the same file. `pending` as often as `pendingAnswers` said. */
  complete(uploadId: string, file: FileFacts, parts: readonly StoredPart[]): StoredFile | 'pending' | Refusal;
  abort(uploadId: string): undefined | Refusal;
  /** Deletes a stored file; one that is not there is fine. */
  remove(handle: string): undefined;
  /** The bytes of a stored file. */
  read(handle: string): Blob | undefined;
}

export const FAKE_API_KEY = 'fake-key';

interface KeptPart {
  readonly body: Blob;
  /** Absent when it was made of chunks. */
  readonly etag?: string;
}

/** A chunk that was signed; it has a body once it has arrived. */
interface KeptChunk extends ChunkFacts {
  body?: Blob;
}

interface Upload {
  readonly file: FileFacts;
  readonly parts: Map<number, KeptPart>;
  /** What was signed: address to part. */
  readonly signed: Map<string, PartFacts>;
  /** In the order of signing. */
  readonly chunks: Map<string, KeptChunk>;
  pendingLeft: number;
  stored?: StoredFile;
}

export interface FakeProviderOptions {
  /** How often the first completes of an upload are answered with "still assembling". */
  readonly pendingAnswers?: number;
}

const unknownUpload: Refusal = { status: 404, error: 'Unknown upload_id' };
const refuse = (error: string): Refusal => ({ status: 400, error });

export function createFakeProvider({ pendingAnswers = 0 }: FakeProviderOptions = {}): FakeProvider {
  const uploads = new Map<string, Upload>();
  const files = new Map<string, Blob>();
  let count = 0;

  function assemble(upload: Upload, file: FileFacts, parts: readonly StoredPart[]): StoredFile | Refusal {
    if (file.sizeBytes !== upload.file.sizeBytes) return refuse('size is not that of the start');
    const kept = parts.map(({ partNumber, etag }) => ({
      partNumber,
      etag,
      part: upload.parts.get(partNumber),
    }));
    if (kept.some(({ partNumber }, index) => partNumber !== index + 1)) return refuse('Parts not listed');
    if (kept.some(({ part }) => part === undefined)) return refuse('Parts missing');
    if (kept.some(({ part, etag }) => part?.etag !== etag)) return refuse('Wrong ETag of parts');
    const blob = new Blob(kept.flatMap(({ part }) => part?.body ?? []));
    if (blob.size !== file.sizeBytes) return refuse('Parts missing: the sizes do not add up');
    count += 1;
    const handle = `file-${count}`;
    files.set(handle, blob);
    return { handle, url: `https://cdn.fake.example/${handle}`, key: upload.file.name, status: 'Stored' };
  }

  return {
    start(file) {
      if (file.sizeBytes === 0) return refuse('The file is empty (size 0)');
      count += 1;
      const uploadId = `upload-${count}`;
      const [parts, signed, chunks] = [new Map(), new Map(), new Map()];
      uploads.set(uploadId, { file, parts, signed, chunks, pendingLeft: pendingAnswers });
      return uploadId;
    },

    sign(uploadId, part) {
      const upload = uploads.get(uploadId);
      if (upload === undefined) return unknownUpload;
      if (part.sizeBytes === 0) return refuse('The part is empty (size 0)');
      if (part.sizeBytes > upload.file.sizeBytes) return refuse('The part is larger than the file');
      count += 1;
      const url = `https://store.fake.example/${uploadId}/${part.partNumber}?X-Amz-Signature=${count}`;
      upload.signed.set(url, part);
      return { url, headers: part.md5 === undefined ? {} : { 'Content-MD5': part.md5 } };
    },

    signChunk(uploadId, chunk) {
      const upload = uploads.get(uploadId);
      if (upload === undefined) return unknownUpload;
      if (chunk.sizeBytes === 0) return refuse('The chunk is empty (size 0)');
      if (chunk.offsetBytes + chunk.sizeBytes > upload.file.sizeBytes) {
        return refuse('The chunk ends after the file');
      }
      count += 1;
      const url = `https://store.fake.example/${uploadId}/chunks/${count}`;
      upload.chunks.set(url, { ...chunk });
      return { url, headers: chunk.md5 === undefined ? {} : { 'Content-MD5': chunk.md5 } };
    },

    commit(uploadId, file, partNumber) {
      const upload = uploads.get(uploadId);
      if (upload === undefined) return unknownUpload;
      if (file.sizeBytes !== upload.file.sizeBytes) return refuse('size is not that of the start');
      if (upload.stored !== undefined) return undefined;
      const body = joinChunks([...upload.chunks.values()].filter((chunk) => chunk.partNumber === partNumber));
      if (body === undefined) return refuse('Chunks missing');
      upload.parts.set(partNumber, { body });
      return undefined;
    },

    async put({ url, headers, body }) {
      const upload = uploads.get(new URL(url).pathname.split('/')[1] ?? '');
      if (upload === undefined) return storeError(404, 'NoSuchUpload');
      const chunk = upload.chunks.get(url);
      const part = chunk ?? upload.signed.get(url);
      if (part === undefined || headers['content-md5'] !== part.md5) {
        return storeError(403, 'SignatureDoesNotMatch');
      }
      const digest = await blobDigest(body);
      if (part.md5 !== undefined && digest.base64 !== part.md5) return storeError(400, 'BadDigest');
      if (chunk !== undefined) chunk.body = body;
      else upload.parts.set(part.partNumber, { body, etag: digest.hex });
      return { status: 200, headers: { etag: `"${digest.hex}"` } };
    },

    complete(uploadId, file, parts) {
      const upload = uploads.get(uploadId);
      if (upload === undefined) return unknownUpload;
      if (upload.stored !== undefined && upload.pendingLeft === 0) return upload.stored;
      const stored = upload.stored ?? assemble(upload, file, parts);
      if ('error' in stored) return stored;
      upload.stored = stored;
      if (upload.pendingLeft === 0) return stored;
      upload.pendingLeft -= 1;
      return 'pending';
    },

    abort: (uploadId) => (uploads.delete(uploadId) ? undefined : unknownUpload),
    remove(handle) {
      files.delete(handle);
    },
    read: (handle) => files.get(handle),
  };
}

/** The bytes of a part, each from the last chunk that has it; undefined when one is in none. */
function joinChunks(chunks: readonly KeptChunk[]): Blob | undefined {
  const arrived = chunks.flatMap(({ body, offsetBytes, sizeBytes }) =>
    body === undefined ? [] : [{ body, startByte: offsetBytes, endByte: offsetBytes + sizeBytes }],
  );
  const edges = [...new Set([0, ...arrived.flatMap(({ startByte, endByte }) => [startByte, endByte])])];
  edges.sort((a, b) => a - b);
  const pieces = edges.slice(0, -1).map((edge, index) => {
    const source = arrived.findLast(({ startByte, endByte }) => startByte <= edge && edge < endByte);
    return source?.body.slice(edge - source.startByte, (edges[index + 1] ?? edge) - source.startByte);
  });
  const present = pieces.filter((piece) => piece !== undefined);
  return present.length > 0 && present.length === pieces.length ? new Blob(present) : undefined;
}

function storeError(status: number, code: string): ServerAnswer {
  return { status, body: `<Error><Code>${code}</Code><Message>refused by the double</Message></Error>` };
}
