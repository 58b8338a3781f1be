import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { beginUpload, openTestStore, presign, type TestStore } from './testing/open-test-store.ts';

const mib = 1024 * 1024;
const maxRequests = 8;

let store: TestStore;
let sockets: Socket[];
beforeEach(async () => {
  store = await openTestStore({ maxRequests });
  sockets = [];
});
afterEach(async () => {
  for (const socket of sockets) socket.destroy();
  await store.discard();
});

async function socketTo(): Promise<Socket> {
  const socket = connect(store.port, '127.0.0.1');
  socket.on('error', () => undefined);
  sockets.push(socket);
  await once(socket, 'connect');
  return socket;
}

it('more requests at once than it answers are SlowDown, and it goes on when they are through', async () => {
  const { pathname, search, host } = new URL(await presign(store.url, 'waiting'));
  const head = `PUT ${pathname}${search} HTTP/1.1\r\nHost: ${host}\r\nContent-Length: 9\r\nExpect: 100-continue\r\n\r\n`;
  for (let n = 0; n < maxRequests; n += 1) {
    const socket = await socketTo();
    socket.write(head);
    await once(socket, 'data'); // "100 Continue": the body is being waited for
  }
  const refused = await store.send('GET', 'anything');
  expect([refused.status, (await refused.text()).includes('<Code>SlowDown</Code>')]).toEqual([503, true]);
  for (const socket of sockets) socket.destroy();
  await expect.poll(async () => (await store.send('PUT', 'after', { body: 'x' })).status).toBe(200);
});

it('a flood of parts ends each with 200 or SlowDown, and takes no memory that lasts', async () => {
  const id = await beginUpload(store.send, 'flooded');
  const body = Buffer.alloc(mib);
  const before = process.memoryUsage().rss;
  const statuses = new Map<number, number>();
  for (let round = 0; round < 10; round += 1) {
    const parts = Array.from({ length: 40 }, (_, n) => `flooded?partNumber=${n + 1}&uploadId=${id}`);
    const answers = await Promise.all(parts.map((path) => store.send('PUT', path, { body })));
    for (const answer of answers) {
      await answer.arrayBuffer();
      statuses.set(answer.status, (statuses.get(answer.status) ?? 0) + 1);
    }
  }
  expect([...statuses.keys()].filter((status) => status !== 200 && status !== 503)).toEqual([]);
  expect(statuses.get(200)).toBeGreaterThan(0);
  expect(process.memoryUsage().rss - before).toBeLessThan(300 * mib); // 400 MiB were sent
  expect((await store.send('DELETE', `flooded?uploadId=${id}`)).status).toBe(204);
});

it('a flood of silent connections keeps nobody else from being served', async () => {
  for (let n = 0; n < 500; n += 1) (await socketTo()).write('GET /uploads/k HTTP/1.1\r\nHost: x\r\nX-Never-');
  expect((await store.send('PUT', 'served', { body: 'x' })).status).toBe(200);
});
