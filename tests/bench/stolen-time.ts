import { readFile } from 'node:fs/promises';

/** Time of all processors since the start, in ticks. */
interface MachineTicks {
  readonly all: number;
  /** What the host of a virtual machine gave to others while we wanted it. */
  readonly stolen: number;
}

async function readTicks(): Promise<MachineTicks> {
  const [line = ''] = (await readFile('/proc/stat', 'utf8')).split('\n');
  // user nice system idle iowait irq softirq steal; what follows is counted in these already (proc(5)).
  const ticks = line.split(/\s+/).slice(1, 9).map(Number);
  return { all: ticks.reduce((sum, value) => sum + value, 0), stolen: ticks[7] ?? 0 };
}

/** Begins to watch. @returns the share of the processors' time, from 0 to 1, that was stolen since */
export async function watchStolenTime(): Promise<() => Promise<number>> {
  const before = await readTicks();
  return async () => {
    const after = await readTicks();
    return (after.stolen - before.stolen) / Math.max(1, after.all - before.all);
  };
}
