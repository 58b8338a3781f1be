import { readdir, readFile } from 'node:fs/promises';

/** What Linux says of a process and all that it started. */
export interface TreeUse {
  /** User and system time since they began. */
  readonly cpuSeconds: number;
}

/** Linux counts CPU time in hundredths of a second on all machines that matter (`getconf CLK_TCK`). */
const TICKS_PER_SECOND = 100;

interface ProcessStat {
  readonly pid: number;
  readonly parent: number;
  readonly ticks: number;
}

async function readStat(pid: number): Promise<ProcessStat | undefined> {
  const text = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => '');
  // The name may hold spaces and brackets: the fields begin after its last one.
  const fields = text.slice(text.lastIndexOf(')') + 2).split(' ');
  if (fields.length < 15) return undefined;
  // utime, stime, and those of children that have ended and been waited for (proc(5), fields 14–17).
  const ticks = fields.slice(11, 15).reduce((sum, field) => sum + Number(field), 0);
  return { pid, parent: Number(fields[1]), ticks };
}

async function readTree(rootPid: number): Promise<readonly ProcessStat[]> {
  const names = await readdir('/proc');
  const stats = await Promise.all(
    names.filter((name) => /^\d+$/.test(name)).map((name) => readStat(Number(name))),
  );
  const known = stats.filter((stat) => stat !== undefined);
  const tree = known.filter(({ pid }) => pid === rootPid);
  for (const { pid } of tree) tree.push(...known.filter(({ parent }) => parent === pid));
  return tree;
}

export async function readTreeUse(rootPid: number): Promise<TreeUse> {
  const tree = await readTree(rootPid);
  return { cpuSeconds: tree.reduce((sum, { ticks }) => sum + ticks, 0) / TICKS_PER_SECOND };
}

const KIB = 1024;

/**
 * Memory of a process tree that belongs to it alone or is shared inside it: anonymous and shared-memory pages, each
 * counted by its share (PSS). Pages of files are the system's cache.
 */
export async function readTreeMemory(rootPid: number): Promise<number> {
  const tree = await readTree(rootPid);
  const texts = await Promise.all(
    tree.map(({ pid }) => readFile(`/proc/${pid}/smaps_rollup`, 'utf8').catch(() => '')),
  );
  const kib = texts
    .flatMap((text) => [...text.matchAll(/^Pss_(?:Anon|Shmem):\s+(\d+) kB/gm)])
    .reduce((sum, [, amount]) => sum + Number(amount), 0);
  return kib * KIB;
}
