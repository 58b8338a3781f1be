import { randomBytes } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { resolve } from 'node:path';
import { bundleScript } from '../bundle-script.ts';

const root = resolve(import.meta.dirname, '../..');

/** Each client as one script: the official ones as they lie in their packages, and ours. */
const scripts = {
  'filestack-js-4': () =>
    readFile(resolve(root, 'node_modules/filestack-js-4/build/browser/filestack.umd.js')),
  'filestack-js-0': () => readFile(resolve(root, 'node_modules/filestack-js-0/dist/filestack.js')),
  ours: async () => Buffer.from(await bundleScript(resolve(root, 'lib/client/init.ts'), 'ours')),
} as const;

export type ClientName = keyof typeof scripts;

/** Serves a page for each client, and files to upload. */
export interface PageServer {
  pageUrl(client: ClientName): string;
  /** The bytes, or so many random ones, under an address of their own. */
  addFile(content: number | Buffer): ServedFile;
  close(): Promise<void>;
}

export interface ServedFile {
  readonly url: string;
  readonly bytes: Buffer;
}

interface Resource {
  readonly type: string;
  readonly body: Buffer;
}

const page = (client: ClientName): string =>
  `<!doctype html><meta charset="utf-8"><link rel="icon" href="data:,"><script src="/${client}/client.js"></script><script src="/${client}/drive.js"></script>`;

/** The same client and driver in a worker, which answers an order with its outcome. */
const workerScript = `importScripts('client.js', 'drive.js');
addEventListener('message', async ({ data }) => postMessage(await drive(data)));`;

async function resourcesOf(client: ClientName): Promise<readonly (readonly [string, Resource])[]> {
  const type = 'text/javascript';
  const driver = resolve(import.meta.dirname, 'pages', `${client}.js`);
  return [
    [`/${client}/`, { type: 'text/html', body: Buffer.from(page(client)) }],
    [`/${client}/client.js`, { type, body: await scripts[client]() }],
    [`/${client}/worker.js`, { type, body: Buffer.from(workerScript) }],
    [`/${client}/drive.js`, { type, body: await readFile(driver) }],
  ];
}

export async function startPageServer(): Promise<PageServer> {
  const served = new Map([
    ...(await resourcesOf('filestack-js-4')),
    ...(await resourcesOf('filestack-js-0')),
    ...(await resourcesOf('ours')),
  ]);
  const server = createServer((request, response) => {
    const found = served.get(request.url ?? '');
    if (found) response.writeHead(200, { 'content-type': found.type }).end(found.body);
    else response.writeHead(404).end();
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    pageUrl: (client) => `${url}/${client}/`,
    addFile(content) {
      const bytes = typeof content === 'number' ? randomBytes(content) : content;
      const path = `/files/${served.size}.bin`;
      served.set(path, { type: 'application/x-test', body: bytes });
      return { url: url + path, bytes };
    },
    close: () =>
      new Promise((closed) => {
        server.close(() => closed());
        server.closeAllConnections();
      }),
  };
}
