import type { BlobStore, Journal } from '../../lib/engine/ports.ts';
import type { JournalShelf } from '../../lib/engine/testing/journal-shelf.ts';
import type { ContractPage } from './contract-page.ts';
import type { PlainBlob } from './page-operations.ts';

/** A shelf in the IndexedDB of a page, of a name of its own unless one is given. */
export function createPageShelf(
  { call }: Pick<ContractPage, 'call'>,
  name: string = crypto.randomUUID(),
): JournalShelf {
  let count = 0;

  function journalOf(number: number): Journal {
    return {
      open: () => call('open', name, number),
      commit: async (changes) => void (await call('commit', name, number, changes)),
      restore: async (changes) => void (await call('restore', name, number, changes)),
      listParts: (jobId) => call('listParts', name, number, jobId),
      listFinished: (after) => call('listFinished', name, number, after ?? null),
      readFinished: async (jobId) => (await call('readFinished', name, number, jobId)) ?? undefined,
      listOutdated: (limits) => call('listOutdated', name, number, limits),
      findStored: (destinationKey, sizeBytes) => call('findStored', name, number, destinationKey, sizeBytes),
    };
  }

  function blobsOf(number: number): BlobStore {
    return {
      put: async (jobId, blob) => void (await call('putBlob', name, number, jobId, await toPlain(blob))),
      async get(jobId) {
        const plain = await call('getBlob', name, number, jobId);
        return plain === null ? undefined : fromPlain(plain);
      },
      remove: async (jobId) => void (await call('removeBlob', name, number, jobId)),
      list: () => call('listBlobs', name, number),
    };
  }

  return {
    openProcess() {
      count += 1;
      return { journal: journalOf(count), blobs: blobsOf(count) };
    },
    layJob: async (key, record) => void (await call('layJob', name, key, record)),
    layPart: async (jobId, partNumber, record) =>
      void (await call('layPart', name, jobId, partNumber, record)),
    makeNewer: async () => void (await call('makeNewer', name)),
    lose: async () => void (await call('lose', name)),
    dump: () => call('dump', name),
  };
}

export async function toPlain(blob: Blob): Promise<PlainBlob> {
  return { base64: Buffer.from(await blob.arrayBuffer()).toString('base64'), type: blob.type };
}

function fromPlain({ base64, type }: PlainBlob): Blob {
  return new Blob([Buffer.from(base64, 'base64')], { type });
}
