import { createReadStream } from 'node:fs';
import { createServer, type Server } from 'node:http';
import { join } from 'node:path';
import { pipeline } from 'node:stream';

/** Files of the demo site; nothing else is served. */
const types = {
  'index.html': 'text/html; charset=utf-8',
  'photo.jpg': 'image/jpeg',
  'drawing.png': 'image/png',
  'moving.gif': 'image/gif',
  'modern.webp': 'image/webp',
  'vector.svg': 'image/svg+xml',
} as const;

const isFile = (name: string): name is keyof typeof types => Object.hasOwn(types, name);

export interface DemoSite {
  readonly url: string;
  close(): Promise<void>;
}

/**
 * A page with pictures of every kind, on two origins of this machine: the second one is "another site" to the first.
 * @param folder where the files are
 */
export async function startDemoSite(folder: string): Promise<DemoSite> {
  const other = await listen(createServer(answer));
  const site = await listen(createServer(answer));

  function answer(...[request, response]: Parameters<NonNullable<Parameters<typeof createServer>[1]>>): void {
    const name = new URL(request.url ?? '/', 'http://localhost').pathname.slice(1) || 'index.html';
    if (!isFile(name)) {
      response.writeHead(404, { 'Content-Type': 'text/plain' }).end('There is no such file here.');
      return;
    }
    response.writeHead(200, { 'Content-Type': types[name] });
    pipeline(createReadStream(join(folder, name)), response, () => undefined);
  }

  return {
    url: `${site.url}/?other=${encodeURIComponent(other.url)}`,
    async close() {
      await Promise.all([site.close(), other.close()]);
    },
  };
}

async function listen(server: Server): Promise<{ url: string; close(): Promise<void> }> {
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(0, '127.0.0.1', resolve);
  });
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('the demo site has no port');
  return {
    url: `http://127.0.0.1:${address.port}`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
