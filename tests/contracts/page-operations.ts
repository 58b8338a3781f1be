import type { JobId } from '../../lib/core/job.ts';
import { createFilestackDestination } from '../../lib/destinations/filestack/filestack-destination.ts';
import type { HistoryLimits, JobPlace, JournalChange, SignedPut } from '../../lib/engine/ports.ts';
import type { JournalShelf } from '../../lib/engine/testing/journal-shelf.ts';
import { createFetchTransport } from '../../lib/platform/fetch-transport.ts';
import { systemClock } from '../../lib/platform/system-clock.ts';
import { createXhrTransport } from '../../lib/platform/xhr-transport.ts';
import { createDatabaseShelf } from './database-shelf.ts';
import { layDatabaseV1 } from './database-v1.ts';

// Runs in the page. Everything that crosses is JSON; bytes are base64.

/** A blob as JSON. */
export interface PlainBlob {
  readonly base64: string;
  readonly type: string;
}

type Process = ReturnType<JournalShelf['openProcess']>;

const shelves = new Map<string, JournalShelf>();
const processes = new Map<string, Process>();
const aborts = new Map<string, AbortController>();
const transports = { fetch: createFetchTransport(), xhr: createXhrTransport(systemClock) };

function shelfOf(name: string): JournalShelf {
  const shelf = shelves.get(name) ?? createDatabaseShelf(name);
  shelves.set(name, shelf);
  return shelf;
}

/** A process is known by the shelf that it is over and a number. */
function processOf(shelf: string, number: number): Process {
  const key = `${shelf} ${number}`;
  const process = processes.get(key) ?? shelfOf(shelf).openProcess();
  processes.set(key, process);
  return process;
}

async function toBlob({ base64, type }: PlainBlob): Promise<Blob> {
  const binary = atob(base64);
  return new Blob([Uint8Array.from(binary, (letter) => letter.charCodeAt(0))], { type });
}

async function fromBlob(blob: Blob): Promise<PlainBlob> {
  const bytes = new Uint8Array(await blob.arrayBuffer());
  return { base64: btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join('')), type: blob.type };
}

/** What a test can have the page do. */
export const pageOperations = {
  open: (shelf: string, number: number) => processOf(shelf, number).journal.open(),
  commit: (shelf: string, number: number, changes: readonly JournalChange[]) =>
    processOf(shelf, number).journal.commit(changes),
  restore: (shelf: string, number: number, changes: readonly JournalChange[]) =>
    processOf(shelf, number).journal.restore(changes),
  listParts: (shelf: string, number: number, jobId: JobId) =>
    processOf(shelf, number).journal.listParts(jobId),
  listFinished: (shelf: string, number: number, after: JobPlace | null) =>
    processOf(shelf, number).journal.listFinished(after ?? undefined),
  readFinished: async (shelf: string, number: number, jobId: JobId) =>
    (await processOf(shelf, number).journal.readFinished(jobId)) ?? null,
  listOutdated: (shelf: string, number: number, limits: HistoryLimits) =>
    processOf(shelf, number).journal.listOutdated(limits),
  findStored: (shelf: string, number: number, destinationKey: string, sizeBytes: number) =>
    processOf(shelf, number).journal.findStored(destinationKey, sizeBytes),
  putBlob: async (shelf: string, number: number, jobId: JobId, blob: PlainBlob) =>
    processOf(shelf, number).blobs.put(jobId, await toBlob(blob)),
  getBlob: async (shelf: string, number: number, jobId: JobId) => {
    const blob = await processOf(shelf, number).blobs.get(jobId);
    return blob === undefined ? null : await fromBlob(blob);
  },
  removeBlob: (shelf: string, number: number, jobId: JobId) => processOf(shelf, number).blobs.remove(jobId),
  listBlobs: (shelf: string, number: number) => processOf(shelf, number).blobs.list(),
  layJob: (shelf: string, key: string, record: unknown) => shelfOf(shelf).layJob(key, record),
  layPart: (shelf: string, jobId: JobId, partNumber: number, record: unknown) =>
    shelfOf(shelf).layPart(jobId, partNumber, record),
  makeNewer: (shelf: string) => shelfOf(shelf).makeNewer(),
  layVersion1: (shelf: string) => layDatabaseV1(shelf),
  lose: (shelf: string) => shelfOf(shelf).lose(),
  dump: (shelf: string) => shelfOf(shelf).dump(),
  /** @returns the answer, and what was told of bytes on the wire */
  putPart: async (
    kind: keyof typeof transports,
    id: string,
    put: SignedPut,
    blob: PlainBlob,
    stallLimitMs: number,
  ) => {
    const abort = aborts.get(id) ?? new AbortController();
    aborts.set(id, abort);
    const sent: number[] = [];
    const tell = (bytes: number) => void sent.push(bytes);
    const body = await toBlob(blob);
    return { answer: await transports[kind].put(put, body, stallLimitMs, abort.signal, tell), sent };
  },
  startUpload: (apiUrl: string) => {
    const file = { name: 'a.bin', sizeBytes: 11, mimetype: 'text/plain' };
    const { signal } = new AbortController();
    return createFilestackDestination({ apiUrl, apiKey: 'key' }).start(file, { location: 's3' }, signal);
  },
  abortPut: async (id: string) => {
    const abort = aborts.get(id) ?? new AbortController();
    aborts.set(id, abort);
    abort.abort();
  },
};

export type PageOperations = typeof pageOperations;
