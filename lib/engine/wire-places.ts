import pLimit, { type LimitFunction } from 'p-limit';

/**
 * Places on the wire for the PUTs of one job. A place is kept until what its part came to is in the journal: so a kill
 * costs at most as many parts as there are places, while the next ones are hashed and signed already.
 */
export interface WirePlaces {
  /**
   * Resolves when the part has a place.
   * @param count how many the job has from now on; who has one already keeps it
   * @param ofHost what its host takes of all jobs
   */
  take(partNumber: number, count: number, ofHost: LimitFunction): Promise<void>;
  free(partNumber: number): void;
  freeAll(): void;
}

export function createWirePlaces(): WirePlaces {
  const ofJob = pLimit(1);
  const held = new Map<number, () => void>();

  function free(partNumber: number): void {
    held.get(partNumber)?.();
    held.delete(partNumber);
  }

  return {
    take(partNumber, count, ofHost) {
      ofJob.concurrency = count;
      return new Promise((resolve) => {
        const freed = new Promise<void>((release) => held.set(partNumber, release));
        void ofJob(() =>
          ofHost(() => {
            resolve();
            return freed;
          }),
        );
      });
    },
    free,
    freeAll() {
      for (const partNumber of [...held.keys()]) free(partNumber);
    },
  };
}
