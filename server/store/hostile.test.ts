import { once } from 'node:events';
import { readdir } from 'node:fs/promises';
import { connect, type Socket } from 'node:net';
import { join } from 'node:path';
import { AwsClient } from 'aws4fetch';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  beginUpload,
  openTestStore,
  presign,
  type TestStore,
  testCredentials,
} from './testing/open-test-store.ts';

let store: TestStore;
beforeAll(async () => {
  store = await openTestStore({ stallLimitMs: 300 });
});
afterAll(() => store.discard());

async function socketTo(): Promise<Socket> {
  const socket = connect(store.port, '127.0.0.1');
  socket.on('error', () => undefined);
  await once(socket, 'connect');
  return socket;
}

/** All that comes until the server closes. */
async function answerOf(socket: Socket): Promise<string> {
  let text = '';
  socket.on('data', (piece) => {
    text += piece.toString('latin1');
  });
  await once(socket, 'close');
  return text;
}

/** Request line and headers of a presigned PUT. */
async function presignedHead(key: string, length: number): Promise<string> {
  const { pathname, search, host } = new URL(await presign(store.url, key));
  return `PUT ${pathname}${search} HTTP/1.1\r\nHost: ${host}\r\nContent-Length: ${length}\r\n\r\n`;
}

async function expectAlive(): Promise<void> {
  expect((await store.send('PUT', 'alive', { body: 'x' })).status).toBe(200);
}

describe('the store lives on and says why', () => {
  it('when headers are a megabyte long', async () => {
    const socket = await socketTo();
    const answer = answerOf(socket);
    socket.write(`GET /uploads/k HTTP/1.1\r\nHost: x\r\nX-Long: ${'x'.repeat(1024 * 1024)}`);
    expect(await answer).toContain('RequestHeaderSectionTooLarge');
    await expectAlive();
  });

  it.each(['nonsense\r\n\r\n', '\0\0\0\0', 'GET / HTTP/9.9\r\n\r\n'])(
    'when %j is sent for HTTP',
    async (bytes) => {
      const socket = await socketTo();
      const answer = answerOf(socket);
      socket.write(bytes);
      expect(await answer).toContain('400 Bad Request');
      await expectAlive();
    },
  );

  it('when a body stalls: it is refused, and nothing of it stays', async () => {
    const before = await readdir(join(store.dataDir, 'blobs'));
    const socket = await socketTo();
    const answer = answerOf(socket);
    socket.write(`${await presignedHead('stalled', 1000)}only this`);
    expect(await answer).toContain('<Code>RequestTimeout</Code>');
    expect((await store.send('GET', 'stalled')).status).toBe(404);
    await expect.poll(() => readdir(join(store.dataDir, 'blobs'))).toEqual(before);
  });

  it('when a body is cut off: nothing of it stays', async () => {
    const before = await readdir(join(store.dataDir, 'blobs'));
    const socket = await socketTo();
    socket.write(`${await presignedHead('cut', 1_000_000)}${'x'.repeat(500_000)}`);
    await expect
      .poll(async () => (await readdir(join(store.dataDir, 'blobs'))).length)
      .toBe(before.length + 1);
    socket.destroy();
    await expect.poll(() => readdir(join(store.dataDir, 'blobs'))).toEqual(before);
    expect((await store.send('GET', 'cut')).status).toBe(404);
  });

  it('when a slow body keeps coming, however long it takes', async () => {
    const socket = await socketTo();
    socket.write(await presignedHead('slow', 5));
    for (const letter of 'slow!') {
      socket.write(letter);
      await new Promise((resolve) => setTimeout(resolve, 120)); // a real socket's idle time is what is tested
    }
    const [piece] = await once(socket, 'data');
    expect(String(piece)).toContain('200 OK');
    socket.destroy();
  });

  it('when a reader takes nothing: it is cut off', async () => {
    const headers = { 'x-amz-acl': 'public-read' };
    await store.send('PUT', 'unread', { body: Buffer.alloc(30_000_000), headers });
    const socket = await socketTo();
    socket.pause();
    socket.write('GET /uploads/unread HTTP/1.1\r\nHost: x\r\n\r\n');
    await new Promise((resolve) => setTimeout(resolve, 900)); // a real socket's idle time is what is tested
    let seenBytes = 0;
    socket.on('data', (piece) => {
      seenBytes += piece.length;
    });
    socket.resume();
    await once(socket, 'close');
    expect(seenBytes).toBeLessThan(30_000_000);
  });

  it('when a reader goes away', async () => {
    await store.send('PUT', 'large', { body: Buffer.alloc(8_000_000) });
    const response = await store.send('GET', 'large');
    await response.body?.cancel();
    await expectAlive();
  });

  it('when a large body is refused: the client reads the refusal', async () => {
    const response = await fetch(`${store.url}/uploads/refused`, {
      method: 'PUT',
      body: Buffer.alloc(3_000_000),
    });
    expect([response.status, (await response.text()).includes('AccessDenied')]).toEqual([403, true]);
  });

  it('when a document is larger than any could be', async () => {
    const id = await beginUpload(store.send, 'big document');
    const response = await store.send('POST', `big%20document?uploadId=${id}`, {
      body: Buffer.alloc(4_500_000, ' '),
    });
    expect(await response.text()).toContain('MaxMessageLengthExceeded');
  });

  it.each([
    ['deeply nested', `${'<a>'.repeat(50_000)}${'</a>'.repeat(50_000)}`],
    ['unclosed', '<a>'.repeat(100_000)],
    ['full of entities', `<CompleteMultipartUpload>${'&lt;'.repeat(300_000)}</CompleteMultipartUpload>`],
    ['__proto__', '<CompleteMultipartUpload><__proto__><x>1</x></__proto__></CompleteMultipartUpload>'],
  ])('when a document is %s', async (_, body) => {
    const id = await beginUpload(store.send, 'xml');
    const response = await store.send('POST', `xml?uploadId=${id}`, { body });
    expect(await response.text()).toContain('<Code>MalformedXML</Code>');
    await expectAlive();
  });

  it('when an answer’s header is to be broken into two', async () => {
    await store.send('PUT', 'split', { body: 'x' });
    const response = await store.send('GET', 'split?response-content-type=a%0d%0aset-cookie:%20b');
    expect([response.status, response.headers.get('set-cookie')]).toEqual([400, null]);
  });

  it('when metadata in a presigned query is to break a later answer in two', async () => {
    const aws = new AwsClient({ ...testCredentials, region: 'us-east-1', service: 's3' });
    const target = `${store.url}/uploads/meta?x-amz-meta-a=1%0d%0aset-cookie:%20b`;
    const { url } = await aws.sign(target, { method: 'PUT', aws: { signQuery: true } });
    const response = await fetch(url, { method: 'PUT', body: 'x' });
    expect([response.status, (await response.text()).includes('InvalidArgument')]).toEqual([400, true]);
    expect((await store.send('GET', 'meta')).status).toBe(404);
  });

  it('when uploads and ids of other shapes are asked for', async () => {
    for (const id of ['../../..', '%00', 'x'.repeat(4000)]) {
      const response = await store.send('GET', `k?uploadId=${id}`);
      expect(response.status).toBe(404);
    }
    await expectAlive();
  });
});

describe('no key leaves the folder', () => {
  it('by climbing, on the wire as it is', async () => {
    for (const path of ['/uploads/../../escape', '/uploads/%2e%2e/%2e%2e/escape', '//etc/passwd', '/../x']) {
      const socket = await socketTo();
      const answer = answerOf(socket);
      socket.write(`PUT ${path} HTTP/1.1\r\nHost: x\r\nContent-Length: 1\r\nConnection: close\r\n\r\nx`);
      expect(await answer).toMatch(/^HTTP\/1.1 4\d\d/);
    }
    expect((await readdir(store.dataDir)).toSorted()).toEqual(['blobs', 'buckets', 'lock', 'trash']);
  });
});
