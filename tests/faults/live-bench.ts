import type { Page } from 'puppeteer';
import { afterEach, beforeEach } from 'vitest';
import { type Bench, MIB } from './bench.ts';
import { chooseFile, command, type Row } from './rows.ts';
import { useSmallDiskBench } from './small-disk-bench.ts';

/** A browser whose disk has no room for a copy of the files of a test: they are sent as they lie there. */
export interface LiveBench {
  readonly bench: Bench;
  readonly page: Page;
  /** Chooses a file of six parts, and stops when a part of it is about to be sent. @returns what lets it go on */
  chooseAndHold(path: string, part: number): Promise<{ readonly row: Row; release(): void }>;
}

const DISK_MIB = 128;
const ROOM_MIB = 14;
/** More than there is room for. */
export const LIVE_BYTES = 26 * MIB;

export function useLiveBench(): LiveBench {
  const small = useSmallDiskBench(DISK_MIB);
  let page: Page;

  beforeEach(async () => {
    const { bench, disk } = small;
    bench.proxy.reset();
    page = await bench.openPopup();
    // One part at a time, so that what is read when is known.
    await bench.configure({ upload: { maxConcurrentUploads: 1 } });
    await disk.empty();
    await disk.fill(ROOM_MIB);
  });
  afterEach(() => page.close());

  return {
    get bench() {
      return small.bench;
    },
    get page() {
      return page;
    },
    async chooseAndHold(path, part) {
      const hold = small.bench.proxy.hold({ step: 'put', part }, 'forward');
      const row = await chooseFile(page, path);
      await row.says(/Keep this page open/);
      await hold.arrived;
      return { row, release: hold.release };
    },
  };
}

/** Cancels what a test leaves on its way. */
export async function cancel(page: Page, row: Row): Promise<void> {
  await command(page, row.id, 'cancel-requested');
  await row.shows('cancelled');
}
