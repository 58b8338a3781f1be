import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join, resolve } from 'node:path';
import { build } from 'vite';

const root = resolve(import.meta.dirname, '../..');
const outDir = join(root, 'node_modules/.cache/bench-pages');

/** Serves a page for each uploader, from another origin than the sink's, as a web site would be. */
export interface PageSite {
  pageUrl(name: string): string;
  close(): void;
}

async function bundle(name: string): Promise<void> {
  await build({
    root,
    configFile: false,
    logLevel: 'error',
    define: { 'process.env.NODE_ENV': '"production"', global: 'globalThis' },
    build: {
      outDir,
      emptyOutDir: false,
      copyPublicDir: false,
      lib: {
        entry: join(import.meta.dirname, 'pages', `${name}.ts`),
        formats: ['iife'],
        name: 'bench',
        fileName: () => `${name}.js`,
      },
    },
  });
}

export async function servePages(names: readonly string[]): Promise<PageSite> {
  for (const name of names) await bundle(name);
  const server = createServer(async (request, response) => {
    const path = new URL(request.url ?? '/', 'http://site').pathname.slice(1);
    if (path.endsWith('.js')) {
      response.writeHead(200, { 'Content-Type': 'text/javascript' }).end(await readFile(join(outDir, path)));
      return;
    }
    const html = `<!doctype html><meta charset="utf-8"><link rel="icon" href="data:,"><title>ready</title><body><script src="/${path}.js"></script>`;
    response.writeHead(200, { 'Content-Type': 'text/html' }).end(html);
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  const { port } = server.address() as AddressInfo;
  return {
    pageUrl: (name) => `http://127.0.0.1:${port}/${name}`,
    close() {
      server.close();
      server.closeAllConnections();
    },
  };
}
