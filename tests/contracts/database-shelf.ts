import { deleteDB, type IDBPDatabase, openDB } from 'idb';
import type { JournalShelf } from '../../lib/engine/testing/journal-shelf.ts';
import { createBlobStore } from '../../lib/platform/blob-store.ts';
import { connectDatabase, DATABASE_VERSION } from '../../lib/platform/database.ts';
import { createJournal } from '../../lib/platform/journal.ts';
import { createOwnership } from '../../lib/platform/ownership.ts';

/**
 * The real journal and blob store over one database. Every process has a connection of its own; what tests do to the
 * records goes past them.
 */
export function createDatabaseShelf(name: string): JournalShelf {
  let lastOwner: symbol | undefined;

  async function use<T>(work: (database: IDBPDatabase) => Promise<T>, version?: number): Promise<T> {
    const database = await openDB(name, version, {
      upgrade: (opened) => void opened.createObjectStore('of the future'),
    });
    try {
      return await work(database);
    } finally {
      database.close();
    }
  }

  return {
    openProcess() {
      const connection = connectDatabase(name);
      const process = Symbol('process');
      // What the lock of the engine is for real processes: who took it last has it.
      const ownership = createOwnership(async () => lastOwner === process);
      const journal = createJournal(connection, ownership);
      const open: typeof journal.open = () => {
        lastOwner = process;
        return journal.open();
      };
      return { journal: { ...journal, open }, blobs: createBlobStore(connection, ownership) };
    },
    layJob: (key, record) => use(async (database) => void (await database.put('jobs', record, key))),
    layPart: (jobId, partNumber, record) =>
      use(async (database) => void (await database.put('parts', record, [jobId, partNumber]))),
    makeNewer: () => use(async () => undefined, DATABASE_VERSION + 1),
    async lose() {
      await deleteDB(name);
      await connectDatabase(name).use(async (database) => database.close());
    },
    dump: () => use(dumpDatabase),
  };
}

/** Every record with its key, by store; of bytes their size. */
async function dumpDatabase(database: IDBPDatabase): Promise<unknown> {
  const stores = [...database.objectStoreNames].map(async (store) => {
    const [keys, records] = [await database.getAllKeys(store), await database.getAll(store)];
    return [store, keys.map((key, index) => [key, withoutBytes(records[index])])];
  });
  return [database.version, await Promise.all(stores)];
}

function withoutBytes(record: unknown): unknown {
  return record instanceof Blob ? { sizeBytes: record.size, type: record.type } : record;
}
