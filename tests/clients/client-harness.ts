import { createHash, randomBytes } from 'node:crypto';
import puppeteer, { type Browser, type Page } from 'puppeteer';
import * as v from 'valibot';
import { expect } from 'vitest';
import { digestObject } from '../../scripts/digest.ts';
import { type FileRecord, readFileRecord } from '../../server/gateway/file-record.ts';
import { type Gateway, startGateway } from '../../server/gateway/gateway.ts';
import { type SignedPolicy, signPolicy } from '../../server/gateway/policy.ts';
import { deriveHandle } from '../../server/gateway/random-id.ts';
import { deleteObject, listObjects } from '../../server/gateway/s3/objects.ts';
import { createS3Client, type S3Client } from '../../server/gateway/s3/s3-client.ts';
import { deriveTicketKey } from '../../server/gateway/settings.ts';
import { openTicket } from '../../server/gateway/ticket.ts';
import { type FaultProxy, startFaultProxy } from '../faults/fault-proxy.ts';
import { openTestEndpoint, type TestEndpoint } from '../s3/test-endpoint.ts';
import { clientPage, type Interception, type Order, type Outcome } from './client-page.ts';
import { type ClientName, type ServedFile, startPageServer } from './page-server.ts';

const apiKey = 'test-key';
const secret = 'app-secret';

/** The official clients in pages of a real browser, beside a gateway with security and one without, over one S3. */
export interface ClientHarness {
  readonly endpoint: TestEndpoint;
  readonly s3: S3Client;
  /** A folder in the bucket that no other run uses, with a slash at its end. */
  readonly folder: string;
  /** Of the gateway that wants policies. */
  readonly securedUrl: string;
  /** Between the clients and the gateway without security, when they are recorded. */
  readonly recorder?: FaultProxy;
  /** The same, of the gateway that wants policies. */
  readonly securedRecorder?: FaultProxy;
  addFile(content: number | Buffer): ServedFile;
  /** With `security` the order goes to the gateway that wants it. */
  drive(
    client: ClientName,
    order: Omit<Order, 'apiKey' | 'apiUrl'> & { readonly apiKey?: string },
    intercept?: Interception,
  ): Promise<Outcome>;
  keysUnder(prefix: string): Promise<readonly string[]>;
  /** The records of the files that were uploaded or should have been since the last call. */
  takeRecords(): Promise<readonly FileRecord[]>;
  close(): Promise<void>;
}

/** A policy with the right signature, good for a minute and for everything that `keys` does not limit. */
export const policyOf = (keys: Readonly<Record<string, unknown>> = {}): SignedPolicy =>
  signPolicy({ expiry: Math.floor(Date.now() / 1000) + 60, ...keys }, secret);

function launch(): Promise<Browser> {
  const isRoot = process.getuid?.() === 0; // Chromium's sandbox does not work for root; only our own pages are opened
  return puppeteer.launch({
    executablePath: process.env['CHROME_PATH'] ?? '/usr/bin/chromium',
    args: ['--disable-gpu', '--disable-background-networking', ...(isRoot ? ['--no-sandbox'] : [])],
  });
}

const startedSchema = v.object({ upload_id: v.string() });

/** Follows the uploads that begin in a page, by what start answers. */
function followUploads(page: Page, onStarted: (id: Promise<string>) => void): void {
  page.on('response', (response) => {
    const isStart = response.url().endsWith('/multipart/start') && response.request().method() === 'POST';
    if (isStart && response.ok()) {
      const id = response.json().then((json) => v.parse(startedSchema, json).upload_id);
      // Whoever asks for records hears of it.
      id.catch(() => undefined);
      onStarted(id);
    }
  });
}

/** @param isRecorded whether what the clients send is written down on its way to the gateways */
export async function openClients({ isRecorded = false } = {}): Promise<ClientHarness> {
  const endpoint = await openTestEndpoint();
  const s3 = createS3Client(endpoint.s3);
  const folder = `clients-${randomBytes(8).toString('hex')}/`;
  const common = { s3: endpoint.s3, apiKey, allowPrivateSources: true };
  const open = await startGateway(common);
  const secured = await startGateway({ ...common, secret });
  const record = ({ url }: Gateway) =>
    isRecorded ? startFaultProxy({ gatewayUrl: url, s3: endpoint.s3 }) : undefined;
  const recorder = await record(open);
  const securedRecorder = await record(secured);
  const server = await startPageServer();
  const browser = await launch();
  const ticketKey = deriveTicketKey(endpoint.s3.secretAccessKey);
  let uploadIds: Promise<string>[] = [];

  async function openPage(client: ClientName) {
    const page = await browser.newPage();
    // Ours reads an answer as a stream, after which DevTools often has it no more; its tests don't ask for records.
    if (!isRecorded && client !== 'ours') followUploads(page, (id) => uploadIds.push(id));
    await page.goto(server.pageUrl(client));
    return clientPage(page);
  }
  const pages = {
    'filestack-js-4': await openPage('filestack-js-4'),
    'filestack-js-0': await openPage('filestack-js-0'),
    ours: await openPage('ours'),
  };

  async function keysUnder(prefix: string): Promise<readonly string[]> {
    const keys: string[] = [];
    for await (const { key } of listObjects(s3, prefix)) keys.push(key);
    return keys;
  }

  return {
    ...{ endpoint, s3, folder, keysUnder, securedUrl: secured.url },
    ...(recorder && { recorder }),
    ...(securedRecorder && { securedRecorder }),
    addFile: server.addFile,
    drive(client, order, intercept) {
      const apiUrl = order.security
        ? (securedRecorder?.apiUrl ?? secured.url)
        : (recorder?.apiUrl ?? open.url);
      return pages[client].drive({ apiKey, apiUrl, ...order }, intercept);
    },
    async takeRecords() {
      const ids = await Promise.all(uploadIds);
      uploadIds = [];
      const handles = ids.map((id) => deriveHandle(ticketKey, openTicket(id, ticketKey).id));
      const records = await Promise.all(handles.map((handle) => readFileRecord(s3, handle)));
      return records.filter((record) => record !== undefined);
    },
    async close() {
      await browser.close();
      await server.close();
      await recorder?.close();
      await securedRecorder?.close();
      await open.close();
      await secured.close();
      for (const key of await keysUnder(folder)) await deleteObject(s3, key);
      await endpoint.close();
    },
  };
}

/** States that a client says "stored", and gives the record of the one file that it means. */
export async function storedRecord(harness: ClientHarness, outcome: Outcome): Promise<FileRecord> {
  expect(outcome).toMatchObject({ isOk: true, errors: [] });
  const record = await readFileRecord(harness.s3, String(outcome.files[0]?.['handle']));
  if (!record) throw new Error('the handle has no record');
  return record;
}

/** States that S3 itself gives back the very bytes under a key. */
export async function expectBytes({ endpoint }: ClientHarness, key: string, bytes: Buffer): Promise<void> {
  const sha256 = createHash('sha256').update(bytes).digest('hex');
  expect(await digestObject(endpoint.s3, endpoint.s3.bucket, key)).toEqual({
    sha256,
    sizeBytes: bytes.length,
  });
}
