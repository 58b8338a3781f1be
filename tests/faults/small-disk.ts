import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmdirSync, statfsSync } from 'node:fs';
import { open, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, test } from 'vitest';

const MIB = 1024 ** 2;

/** A file system of its own with little room. */
export interface SmallDisk {
  readonly dir: string;
  /** Leaves so little room: not a byte, unless told otherwise. */
  fill(leaveMib?: number): Promise<void>;
  /** Gives back what was filled. */
  empty(): Promise<void>;
  unmount(): void;
}

/** Mounts one in memory. @throws where that is not allowed */
export function mountSmallDisk(sizeMib: number): SmallDisk {
  const dir = mkdtempSync(join(tmpdir(), 'small-disk-'));
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', `size=${sizeMib}m`, 'none', dir], { stdio: 'pipe' });
  } catch (error) {
    rmdirSync(dir);
    throw error;
  }
  const ballast = join(dir, 'ballast');
  return {
    dir,
    async fill(leaveMib = 0) {
      const file = await open(ballast, 'a');
      const { bsize } = statfsSync(dir);
      try {
        const leaveBlocks = (leaveMib * MIB) / bsize;
        for (;;) {
          const spareBlocks = statfsSync(dir).bavail - leaveBlocks;
          if (leaveMib > 0 && spareBlocks < 1) return;
          await file.write(Buffer.alloc(bsize * Math.max(1, Math.min(256, spareBlocks))));
        }
      } catch (error) {
        if (!(error instanceof Error && 'code' in error && error.code === 'ENOSPC')) throw error;
      } finally {
        await file.close();
      }
    },
    empty: () => rm(ballast, { force: true }),
    unmount() {
      execFileSync('umount', ['-l', dir]);
      rmdirSync(dir);
    },
  };
}

/** Why no disk can be mounted here; undefined when one can. */
function whyNoSmallDisk(): string | undefined {
  if (process.platform !== 'linux') return 'mounting a small disk needs Linux';
  try {
    mountSmallDisk(1).unmount();
    return undefined;
  } catch {
    return 'mounting a small disk needs root';
  }
}

/** Tests that need such a disk. Where none can be mounted, the run names them as left out, and why. */
export function describeOnSmallDisk(title: string, tests: () => void): void {
  const reason = whyNoSmallDisk();
  if (reason === undefined) describe(title, tests);
  else test.skip(`${title}: left out, since ${reason}`);
}
