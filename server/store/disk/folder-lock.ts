import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { realpath, rename, unlink } from 'node:fs/promises';
import { connect, createServer, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** The folder belongs to another store, in this process or another one. */
export class FolderInUseError extends Error {
  override readonly name = 'FolderInUseError';
}

/** A unix socket's address has room for 104 bytes on macOS and 108 on Linux. */
const longestAddress = 100;

/**
 * Where a folder's lock may listen, the best place first: in it, or, when its path is too long or its file system knows no
 * sockets, among the temporary files, or in Windows' own name space.
 */
async function lockAddresses(folder: string): Promise<readonly string[]> {
  const path = await realpath(folder);
  const name = `s3-store-${createHash('sha256').update(path).digest('hex').slice(0, 32)}`;
  if (process.platform === 'win32') return [`\\\\.\\pipe\\${name}`];
  const inFolder = join(path, 'lock');
  const elsewhere = join(tmpdir(), name);
  return Buffer.byteLength(inFolder) <= longestAddress ? [inFolder, elsewhere] : [elsewhere];
}

const codeOf = (error: unknown): unknown =>
  error instanceof Error && 'code' in error ? error.code : undefined;

async function listen(address: string): Promise<Server> {
  const server = createServer((socket) => socket.destroy());
  server.listen(address);
  await once(server, 'listening');
  server.on('error', () => undefined);
  return server.unref();
}

async function isAnswered(address: string): Promise<boolean> {
  const socket = connect(address);
  try {
    await once(socket, 'connect');
    return true;
  } catch {
    return false;
  } finally {
    socket.on('error', () => undefined).destroy();
  }
}

/** Listens at an address, in place of a store that was killed there. */
async function take(address: string): Promise<Server> {
  try {
    return await listen(address);
  } catch (error) {
    if (codeOf(error) !== 'EADDRINUSE') throw error;
  }
  if (!(await isAnswered(address))) {
    // Moved away first and asked again: another store may have taken the place of the dead one meanwhile.
    const aside = `${address}.${process.pid}`;
    await rename(address, aside).catch(() => undefined);
    if (await isAnswered(aside)) await rename(aside, address);
    else {
      await unlink(aside).catch(() => undefined);
      return await listen(address);
    }
  }
  throw new FolderInUseError('another process keeps its files there: stop it first');
}

/**
 * Makes a folder this store's own until the returned function is called. A socket that listens is the lock: the system closes it
 * with its process, however that ends.
 * @throws FolderInUseError
 */
export async function lockFolder(folder: string): Promise<() => Promise<void>> {
  let failure: unknown;
  for (const address of await lockAddresses(folder)) {
    try {
      const server = await take(address);
      return async () => {
        const closed = once(server, 'close');
        server.close();
        await closed;
      };
    } catch (error) {
      if (error instanceof FolderInUseError || codeOf(error) === 'EADDRINUSE') {
        throw new FolderInUseError('another process keeps its files there: stop it first');
      }
      failure = error;
    }
  }
  throw failure;
}
