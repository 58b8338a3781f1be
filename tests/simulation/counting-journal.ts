import type { Journal } from '../../lib/engine/ports.ts';

/** Records that went into a journal and came out of it. */
export interface JournalLoad {
  commits: number;
  written: number;
  read: number;
}

export function countingJournal(journal: Journal, load: JournalLoad): Journal {
  return {
    ...journal,
    async open() {
      const contents = await journal.open();
      load.read += contents.jobs.length;
      return contents;
    },
    async commit(changes) {
      load.commits += 1;
      load.written += changes.length;
      await journal.commit(changes);
    },
    async listParts(jobId) {
      const parts = await journal.listParts(jobId);
      load.read += parts.length;
      return parts;
    },
  };
}
