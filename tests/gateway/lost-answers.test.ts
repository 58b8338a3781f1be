import { createServer, request as httpRequest, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { type Gateway, startGateway } from '../../server/gateway/gateway.ts';
import { listMultipartUploads } from '../../server/gateway/s3/multipart.ts';
import { createS3Client } from '../../server/gateway/s3/s3-client.ts';
import { openTestEndpoint, type TestEndpoint } from '../s3/test-endpoint.ts';
import { commit, completeChunked, sendChunks } from './chunk-client.ts';
import { complete, readBack, sendAllParts, start } from './gateway-client.ts';

/** What to do with an answer of S3: `lost` cuts the connection after S3 has done its work. */
type Fault = 'lost' | 'refused' | { readonly status: number; readonly body: string };

let endpoint: TestEndpoint;
let proxy: Server;
let gateway: Gateway;
let faultOf: (request: IncomingMessage) => Fault | undefined = () => undefined;
const small = Buffer.from('hello');

/** Stands between the gateway and S3, where answers get lost. */
function createProxy(target: string): Server {
  return createServer((request, response) => {
    const fault = faultOf(request);
    if (fault === 'refused') {
      response.writeHead(403).end('<Error><Code>AccessDenied</Code></Error>');
      return;
    }
    const { method, url, headers } = request;
    const { hostname, port } = new URL(target);
    // The Host header stays: it is signed.
    const onward = httpRequest({ hostname, port, method, path: url, headers }, (answer) => {
      if (fault === undefined) {
        response.writeHead(answer.statusCode ?? 502, answer.headers);
        answer.pipe(response);
        return;
      }
      answer.resume().on('end', () => {
        if (fault === 'lost') response.destroy();
        else response.writeHead(fault.status, { 'content-type': 'application/xml' }).end(fault.body);
      });
    });
    onward.on('error', () => response.destroy());
    request.pipe(onward);
  });
}

beforeAll(async () => {
  endpoint = await openTestEndpoint();
  proxy = createProxy(endpoint.s3.endpoint);
  await new Promise<void>((resolve) => proxy.listen(0, '127.0.0.1', resolve));
  const through = `http://127.0.0.1:${(proxy.address() as AddressInfo).port}`;
  gateway = await startGateway({ s3: { ...endpoint.s3, endpoint: through }, apiKey: 'test-key' });
});
afterEach(() => {
  faultOf = () => undefined;
});
afterAll(async () => {
  await gateway.close();
  proxy.closeAllConnections();
  proxy.close();
  await endpoint.close();
});

const isComplete = ({ method, url }: IncomingMessage): boolean =>
  method === 'POST' && /[?&]uploadId=/.test(url ?? '');
const isRecord = ({ method, url }: IncomingMessage): boolean => method === 'PUT' && /handles/.test(url ?? '');

async function uploaded() {
  const upload = await start(gateway.url, small);
  await sendAllParts(gateway.url, upload, small);
  return upload;
}

const internalError =
  '<?xml version="1.0"?>\n  \n<Error><Code>InternalError</Code><Message>later</Message></Error>';

test.each<[string, Fault]>([
  ['is lost', 'lost'],
  ['is a 500 though S3 has done its work', { status: 500, body: internalError }],
  ['is a 200 with an error in it', { status: 200, body: internalError }],
  [
    'has an empty ETag, as the first one of Ceph',
    { status: 200, body: '<CompleteMultipartUploadResult><ETag/></CompleteMultipartUploadResult>' },
  ],
])('a complete whose answer %s still ends well', async (_name, fault) => {
  const upload = await uploaded();
  let faults = 0;
  faultOf = (request) => {
    if (!isComplete(request) || faults > 0) return undefined;
    faults += 1;
    return fault;
  };
  const done = await complete(gateway.url, upload);
  expect(faults).toBe(1);
  expect(done.status).toBe(200);
  expect((await readBack(done.json.url)).equals(small)).toBe(true);
});

test('a complete that S3 never confirms is a 503, and goes through later', async () => {
  const upload = await uploaded();
  faultOf = (request) => (isComplete(request) ? { status: 200, body: internalError } : undefined);
  // S3 has in truth completed at the first try, and forgotten the upload.
  const first = await complete(gateway.url, upload);
  expect([200, 503]).toContain(first.status);
  faultOf = () => undefined;
  expect((await complete(gateway.url, upload)).status).toBe(200);
});

test('a start whose marker cannot be written begins no upload that a sweep would miss', async () => {
  faultOf = ({ method, url }) =>
    method === 'PUT' && /filestack\/uploads/.test(url ?? '') ? 'refused' : undefined;
  const path = `unmarked-${Date.now()}`;
  expect((await start(gateway.url, small, { store: { path } })).started.status).toBe(502);
  for await (const { key } of listMultipartUploads(createS3Client(endpoint.s3))) expect(key).not.toBe(path);
});

test('a gateway that dies between the object and its record leaves an upload that completes again', async () => {
  const upload = await uploaded();
  faultOf = (request) => (isRecord(request) ? 'refused' : undefined);
  const first = await complete(gateway.url, upload);
  expect(first.status).toBe(502);
  expect(first.json.error).toMatch(/AccessDenied/);
  faultOf = () => undefined;
  const again = await complete(gateway.url, upload);
  expect(again.status).toBe(200);
  expect((await readBack(again.json.url)).equals(small)).toBe(true);
});

const isPart = ({ method, url }: IncomingMessage): boolean =>
  method === 'PUT' && /partNumber=/.test(url ?? '');

describe.each([
  ['that S3 copies', small.length],
  ['that is streamed', 3],
])('the commit of a part %s', (_title, chunkBytes) => {
  test.each<[string, Fault, (request: IncomingMessage) => boolean]>([
    ['whose answer is lost', 'lost', isPart],
    ['that S3 fails', { status: 500, body: internalError }, isPart],
    ['that S3 fails with 200', { status: 200, body: internalError }, isPart],
    [
      'whose chunks cannot be read',
      'lost',
      ({ method, url }) => method === 'GET' && /chunks/.test(url ?? ''),
    ],
    ['whose chunks cannot be listed', 'lost', ({ url }) => /prefix=[^&]*chunks/.test(url ?? '')],
  ])('%s never ends well unless it did, and can be asked again', async (_name, fault, isConcerned) => {
    const upload = await start(gateway.url, small, { intelligent: true });
    await sendChunks(gateway.url, upload, 1, small, chunkBytes);
    faultOf = (request) => (isConcerned(request) ? fault : undefined);
    const first = await commit(gateway.url, upload, 1);
    expect([200, 503]).toContain(first.status);
    faultOf = () => undefined;
    if (first.status !== 200) expect((await commit(gateway.url, upload, 1)).status).toBe(200);
    const done = await completeChunked(gateway.url, upload);
    expect(done.status).toBe(200);
    expect((await readBack(done.json.url)).equals(small)).toBe(true);
  });
});

test('a file is stored although its chunks cannot be deleted', async () => {
  const upload = await start(gateway.url, small, { intelligent: true });
  await sendChunks(gateway.url, upload, 1, small);
  expect((await commit(gateway.url, upload, 1)).status).toBe(200);
  faultOf = ({ url }) => (/[?&]delete/.test(url ?? '') ? 'refused' : undefined);
  expect((await completeChunked(gateway.url, upload)).status).toBe(200);
});
