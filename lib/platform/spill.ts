import { type DBSchema, type IDBPDatabase, openDB } from 'idb';

interface SpillSchema extends DBSchema {
  pieces: { key: number; value: Blob };
}

/**
 * Brings bytes from memory to the disk, by way of a database of their own: browsers keep the blobs that scripts make in
 * memory, those of a database in files, and the file as long as somebody holds the blob, also when its record is gone.
 * Resolves with the same bytes; with what was given where there is no room.
 */
export function createSpill(name = 'fetched'): (piece: Blob) => Promise<Blob> {
  let opening: Promise<IDBPDatabase<SpillSchema>> | undefined;

  async function open(): Promise<IDBPDatabase<SpillSchema>> {
    const database = await openDB<SpillSchema>(name, 1, {
      upgrade: (made) => void made.createObjectStore('pieces', { autoIncrement: true }),
    });
    // What a process that was ended in the middle has left.
    await database.clear('pieces');
    return database;
  }

  return async (piece) => {
    try {
      opening ??= open();
      const database = await opening;
      const key = await database.add('pieces', piece);
      const kept = await database.get('pieces', key);
      await database.delete('pieces', key);
      return kept ?? piece;
    } catch {
      opening = undefined;
      return piece;
    }
  };
}
