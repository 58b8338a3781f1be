import { JournalFenced, JournalLost } from '../engine/ports.ts';

/** Whose the database is, as seen by one process: `lost` when nothing says so any more. */
export type Owner = 'this' | 'another' | 'lost';

/** The record of the owner in a transaction. */
interface OwnerReader {
  get(key: string): Promise<unknown>;
}
interface OwnerWriter extends OwnerReader {
  put(value: string, key: string): Promise<unknown>;
}

/**
 * Which process may change the database: the one that opened it last. Its name is in the database itself and is read in
 * the very transaction that writes, so that a process that was frozen and left behind can't write another byte.
 */
export interface Ownership {
  take(meta: OwnerWriter): Promise<void>;
  read(meta: OwnerReader): Promise<Owner>;
  /** Throws what tells a process why it may not write. */
  refuse(owner: Exclude<Owner, 'this'>): Promise<never>;
}

const KEY = 'owner';

/**
 * @param isStillHeld whether this process still has the lock of the engine. A database that was lost names no owner; it
 * is this process's to write again only when nobody has taken its place meanwhile.
 */
export function createOwnership(isStillHeld: () => Promise<boolean>): Ownership {
  const name = crypto.randomUUID();
  /** Nobody owns what they have not opened. */
  let hasTaken = false;

  return {
    async take(meta) {
      await meta.put(name, KEY);
      hasTaken = true;
    },
    async read(meta) {
      const owner = await meta.get(KEY);
      if (!hasTaken) return 'another';
      if (owner === undefined) return 'lost';
      return owner === name ? 'this' : 'another';
    },
    async refuse(owner) {
      if (owner === 'lost' && (await isStillHeld())) {
        throw new JournalLost('the browser has lost what was committed');
      }
      throw new JournalFenced('the journal was opened by another process');
    },
  };
}
