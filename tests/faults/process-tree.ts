import { readdir, readFile } from 'node:fs/promises';

/** A process and all that it has started, by the kernel's own table. */
export async function processTree(root: number): Promise<readonly number[]> {
  const parents = new Map<number, number>();
  for (const name of await readdir('/proc')) {
    if (!/^\d+$/.test(name)) continue;
    // One may end while the table is read. Its name, in brackets, may hold anything.
    const stat = await readFile(`/proc/${name}/stat`, 'utf8').catch(() => '');
    const parent = /^\d+ \(.*\) \S (\d+)/s.exec(stat)?.[1];
    if (parent !== undefined) parents.set(Number(name), Number(parent));
  }
  const tree = [root];
  for (const known of tree) {
    for (const [id, parent] of parents) if (parent === known) tree.push(id);
  }
  return tree;
}

/** Puts a process to sleep with all that it has started. @returns what wakes them */
export async function putToSleep(root: number): Promise<() => void> {
  const tree = await processTree(root);
  const tell = (signal: 'SIGSTOP' | 'SIGCONT') => {
    for (const id of tree) {
      try {
        process.kill(id, signal);
      } catch {
        // It has ended meanwhile.
      }
    }
  };
  tell('SIGSTOP');
  return () => tell('SIGCONT');
}
