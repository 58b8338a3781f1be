import type { IncomingMessage, ServerResponse } from 'node:http';
import { join } from 'node:path';
import puppeteer from 'puppeteer';
import { fromPlainError } from '../../lib/core/upload-error.ts';
import { JournalFenced, JournalLost } from '../../lib/engine/ports.ts';
import { bundleScript } from '../bundle-script.ts';
import type { PageOutcome } from './page-entry.ts';
import type { PageOperations } from './page-operations.ts';
import { type PutServer, startPutServer } from './put-server.ts';

type Answer<N extends keyof PageOperations> = Awaited<ReturnType<PageOperations[N]>>;

/** A page in Chromium that holds the real modules, and the loopback server that it came from. */
export interface ContractPage {
  readonly server: PutServer;
  /** Has the page do something; rejects with the error that it was there. */
  call<N extends keyof PageOperations>(name: N, ...args: Parameters<PageOperations[N]>): Promise<Answer<N>>;
  close(): Promise<void>;
}

/** @param referrer whether requests of the page would say where they come from */
export async function openContractPage(referrer: 'told' | 'untold' = 'told'): Promise<ContractPage> {
  const script = await bundleScript(join(import.meta.dirname, 'page-entry.ts'), 'contracts');
  const server = await startPutServer((request, response) => servePage(script, referrer, request, response));
  const browser = await puppeteer.launch({
    executablePath: process.env['CHROME_PATH'] ?? '/usr/bin/chromium',
    args: ['--no-sandbox', '--no-first-run', '--disable-gpu', '--disable-background-networking'],
  });
  const page = await browser.newPage();
  await page.goto(`${server.url}/page?of=an-address-that-is-nobodys-business`);

  async function call<N extends keyof PageOperations>(
    name: N,
    ...args: Parameters<PageOperations[N]>
  ): Promise<Answer<N>> {
    const text = JSON.stringify(JSON.stringify(args));
    const outcome: PageOutcome<Answer<N>> = JSON.parse(
      String(await page.evaluate(`callPage(${JSON.stringify(name)}, ${text})`)),
    );
    switch (outcome.kind) {
      case 'value':
        return outcome.value;
      case 'error':
        throw fromPlainError(outcome.error);
      case 'fenced':
        throw new JournalFenced(outcome.message);
      case 'lost':
        throw new JournalLost(outcome.message);
      case 'unexpected':
        throw new Error(`in the page: ${outcome.message}`);
    }
  }

  return {
    server,
    call,
    async close() {
      await browser.close();
      await server.close();
    },
  };
}

/** The page has a cookie, which no PUT may take along. */
function servePage(
  script: string,
  referrer: 'told' | 'untold',
  request: IncomingMessage,
  response: ServerResponse,
): void {
  if (request.url === '/script.js') {
    response.writeHead(200, { 'content-type': 'text/javascript; charset=utf-8' }).end(script);
    return;
  }
  const headers = { 'content-type': 'text/html; charset=utf-8', 'set-cookie': 'session=secret; Path=/' };
  const meta = referrer === 'told' ? '' : '<meta name="referrer" content="no-referrer">';
  response
    .writeHead(200, headers)
    .end(`<!doctype html>${meta}<title>Contracts</title><script src="/script.js"></script>`);
}
