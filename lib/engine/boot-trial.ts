import type { JobId, UploadJob } from '../core/job.ts';
import type { BadBoots, Journal, JournalChange } from './ports.ts';

/** After so many boots in a row that could not take it up, a job is set aside. */
const MAX_BAD_BOOTS = 3;

/** Takes up jobs so that one of them which breaks the boot, or ends the process, does so at most three times. */
export interface BootTrial {
  /** Takes up a job. @returns whether it was; if not it is left out, for this boot or for good */
  attempt(id: JobId, takeUp: () => Promise<void>): Promise<boolean>;
  /** To be called when every job was attempted. */
  end(): Promise<void>;
}

/**
 * What is being taken up counts as a bad boot in the journal until it has been taken up. After a good boot that is
 * noted for all at once; after a bad one for each by itself, so that the one that breaks it is found out.
 */
export async function createBootTrial(
  journal: Journal,
  before: BadBoots,
  jobs: readonly UploadJob[],
): Promise<BootTrial> {
  const wasGood = jobs.every(({ id }) => before[id] === undefined);
  let badBoots: BadBoots = Object.fromEntries(
    jobs.flatMap(({ id }) => (wasGood ? [[id, 1]] : before[id] === undefined ? [] : [[id, before[id]]])),
  );
  if (wasGood && jobs.length > 0) await note();

  /** A count that can't be written, as on a full disk, is no reason not to go on. */
  async function note(...changes: readonly JournalChange[]): Promise<void> {
    await journal.commit([{ type: 'save-bad-boots', badBoots }, ...changes]).catch(() => undefined);
  }

  function acquit(id: JobId): void {
    const { [id]: _good, ...others } = badBoots;
    badBoots = others;
  }

  return {
    async attempt(id, takeUp) {
      const count = before[id] ?? 0;
      if (count >= MAX_BAD_BOOTS) {
        acquit(id);
        await note({ type: 'set-aside', jobId: id });
        return false;
      }
      if (!wasGood) {
        badBoots = { ...badBoots, [id]: count + 1 };
        await note();
      }
      try {
        await takeUp();
      } catch {
        return false;
      }
      acquit(id);
      return true;
    },
    async end() {
      if (jobs.length > 0) await note();
    },
  };
}
