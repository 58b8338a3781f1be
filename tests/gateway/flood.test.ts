import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { type Gateway, startGateway } from '../../server/gateway/gateway.ts';
import { openTestEndpoint, type TestEndpoint } from '../s3/test-endpoint.ts';
import { complete, postJson, start } from './gateway-client.ts';

const MAX_RUNNING = 256;
const MIB = 1024 ** 2;

let endpoint: TestEndpoint;
let gateway: Gateway;
let sockets: Socket[] = [];
const small = Buffer.from('hello');

beforeAll(async () => {
  endpoint = await openTestEndpoint();
  gateway = await startGateway({ s3: endpoint.s3, apiKey: 'test-key' });
});
afterEach(() => {
  for (const socket of sockets) socket.destroy();
  sockets = [];
});
afterAll(async () => {
  await gateway.close();
  await endpoint.close();
});

async function send(head: string): Promise<void> {
  const socket = connect(gateway.port, '127.0.0.1');
  socket.on('error', () => undefined);
  sockets.push(socket);
  await once(socket, 'connect');
  socket.write(head);
}

const startStatus = async () => (await start(gateway.url, small)).started.status;

test('more requests at once than it answers are a 503 that a page can read, until they are through', async () => {
  const head =
    'POST /multipart/start HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\nContent-Length: 9\r\n\r\n{';
  for (let n = 0; n < MAX_RUNNING; n += 1) await send(head);
  await expect.poll(startStatus).toBe(503);
  const { started } = await start(gateway.url, small);
  expect(started.headers.get('access-control-allow-origin')).toBe('*');
  expect(started.headers.get('retry-after')).toBe('1');
  for (const socket of sockets) socket.destroy();
  await expect.poll(startStatus).toBe(200);
});

test('a flood of silent connections keeps nobody else from being served', async () => {
  for (let n = 0; n < 500; n += 1) await send('POST /multipart/start HTTP/1.1\r\nX-Never-');
  expect(await startStatus()).toBe(200);
});

test('a flood of parts asked for is answered one by one, and takes no memory that lasts', async () => {
  const upload = await start(gateway.url, small);
  const before = process.memoryUsage().rss;
  const ask = (part: number) =>
    postJson(`${gateway.url}/multipart/upload`, { ...upload.common, part, size: 5, md5: undefined });
  for (let first = 1; first <= 500; first += 100) {
    const answers = await Promise.all(Array.from({ length: 100 }, (_, n) => ask(first + n)));
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([200]));
  }
  expect((await ask(10_001)).status).toBe(400);
  expect(process.memoryUsage().rss - before).toBeLessThan(200 * MIB);
  const parts = Array.from({ length: 500 }, (_, n) => ({ part_number: n + 1, etag: 'x' }));
  expect((await complete(gateway.url, upload, { parts })).status).toBe(400);
});
