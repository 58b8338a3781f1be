import { once } from 'node:events';
import { request } from 'node:http';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { openTestStore, presign, type TestStore } from './testing/open-test-store.ts';

const mib = 1024 * 1024;
const objectBytes = 320 * mib;
const allowedGrowthBytes = 128 * mib; // buffers of sockets and files, and rubbish not yet collected

let store: TestStore;
beforeAll(async () => {
  store = await openTestStore();
});
afterAll(() => store.discard());

it('an object larger than the memory that may be taken is put and got back', async () => {
  const before = process.memoryUsage().rss;
  let peak = before;
  const measure = () => {
    peak = Math.max(peak, process.memoryUsage().rss);
  };
  const piece = Buffer.alloc(mib, 'piece');
  function* pieces() {
    for (let sent = 0; sent < objectBytes; sent += piece.length) {
      measure();
      yield piece;
    }
  }
  const put = request(await presign(store.url, 'large'), {
    method: 'PUT',
    headers: { 'content-length': objectBytes },
  });
  const answered = once(put, 'response');
  await pipeline(Readable.from(pieces()), put);
  const [answer] = await answered;
  expect(answer.statusCode).toBe(200);
  answer.resume();

  let gotBytes = 0;
  for await (const chunk of (await store.send('GET', 'large')).body ?? []) {
    gotBytes += chunk.length;
    measure();
  }
  expect(gotBytes).toBe(objectBytes);
  expect(peak - before).toBeLessThan(allowedGrowthBytes);
});
