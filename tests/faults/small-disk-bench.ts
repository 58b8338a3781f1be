import { join } from 'node:path';
import { afterAll, beforeAll } from 'vitest';
import { type Bench, startBench } from './bench.ts';
import { mountSmallDisk, type SmallDisk } from './small-disk.ts';

/** A bench whose browser has its profile on a disk with little room. */
export interface SmallDiskBench {
  readonly disk: SmallDisk;
  readonly bench: Bench;
}

/** One for all tests of a `describe`. */
export function useSmallDiskBench(sizeMib: number): SmallDiskBench {
  let disk: SmallDisk;
  let bench: Bench;

  beforeAll(async () => {
    disk = mountSmallDisk(sizeMib);
    bench = await startBench();
    await bench.stopBrowser('quit');
    await bench.startBrowser(join(disk.dir, 'profile'));
    await bench.configure();
  });
  afterAll(async () => {
    await bench.close();
    disk.unmount();
  });

  return {
    get disk() {
      return disk;
    },
    get bench() {
      return bench;
    },
  };
}
