import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openTestStore } from '../testing/open-test-store.ts';
import { FolderInUseError, lockFolder } from './folder-lock.ts';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'lock-'));
});
afterEach(() => rm(folder, { recursive: true }));

/** Leaves a lock behind as a killed process does. */
async function lockAndDie(path: string): Promise<void> {
  const script = `require('node:net').createServer().listen(${JSON.stringify(join(path, 'lock'))}, () => process.kill(process.pid, 'SIGKILL'))`;
  await once(spawn(process.execPath, ['-e', script]), 'exit');
}

describe('a folder', () => {
  it('is one store’s alone until that is closed', async () => {
    const store = await openTestStore({ dataDir: folder });
    await expect(openTestStore({ dataDir: folder })).rejects.toThrow(FolderInUseError);
    expect((await store.send('PUT', 'still', { body: 'served' })).status).toBe(200);
    await store.close();
    await (await openTestStore({ dataDir: folder })).close();
  });

  it('is free again when its store was killed, and goes to one of those who want it', async () => {
    await lockAndDie(folder);
    const locks = await Promise.allSettled([1, 2, 3, 4].map(() => lockFolder(folder)));
    const unlocks = locks.flatMap((lock) => (lock.status === 'fulfilled' ? [lock.value] : []));
    expect(unlocks).toHaveLength(1);
    await expect(lockFolder(folder)).rejects.toThrow(FolderInUseError);
    await unlocks[0]?.();
    await (await lockFolder(folder))();
  });

  it('is free when something else lies at the lock’s place', async () => {
    await writeFile(join(folder, 'lock'), 'left by a copy');
    await (await lockFolder(folder))();
  });

  it('with a path too long for a socket is locked as well', async () => {
    const long = join(folder, 'x'.repeat(120));
    await mkdir(long);
    const unlock = await lockFolder(long);
    await expect(lockFolder(long)).rejects.toThrow(FolderInUseError);
    await unlock();
    await (await lockFolder(long))();
  });
});
