import { createServer, type Server, type Socket } from 'node:net';
import { expect, onTestFinished, test } from 'vitest';
import { MIB } from './bench.ts';
import { useScene } from './scene.ts';

const scene = useScene();

/** What Chromium reads of the headers of one answer. */
const MOST_HEADER_BYTES = 256 * 1024;

test('M15: an answer with more headers than a browser reads is a failed try, and the next one counts', async () => {
  const headers = Object.fromEntries(
    Array.from({ length: 100 }, (_, number) => [`x-filler-${number}`, 'x'.repeat(MOST_HEADER_BYTES / 50)]),
  );
  for (const step of ['start', 'upload', 'complete'] as const) {
    scene.proxy.inject({ match: { step, attempt: 1 }, times: 1, do: { kind: 'headers', headers } });
  }
  const file = await scene.choose('m15.bin', 6 * MIB);
  await file.isStored();
  expect(file.calls('start').length).toBeGreaterThan(1);
});

test('M15: headers without end are not read to their end', async () => {
  let writtenBytes = 0;
  const server = await listen((socket) => {
    const more = `x-filler: ${'x'.repeat(8000)}\r\n`;
    const fill = (): void => {
      while (!socket.destroyed && socket.write(more)) writtenBytes += more.length;
    };
    socket.once('data', () => {
      socket.write('HTTP/1.1 200 OK\r\n');
      fill();
    });
    socket.on('drain', fill);
  });
  await scene.bench.configure({
    apiUrl: server,
    upload: { retryOptions: { retries: 1, factor: 2, minTimeout: 50, maxTimeout: 50 } },
  });
  const file = await scene.choose('m15 endless.bin', 100);
  await file.row.shows(['failed', 'waiting']);
  await file.isNotStored();
  // A few tries, each with what lies in the buffers of two sockets.
  expect(writtenBytes).toBeLessThan(100 * MIB);
});

test('M13: names that a server gives to what it stored are text, made visible, and no markup', async () => {
  const markup = '<img src=x onerror="document.title=1">';
  scene.proxy.inject({
    match: { step: 'start' },
    times: 1,
    do: {
      kind: 'status',
      status: 403,
      body: JSON.stringify({ error: `${markup}\u202e\u001b[31mred {"type":"b","props":{}}` }),
    },
  });
  const file = await scene.choose('m13.bin', 100);
  const said = await file.row.says(/The server said/);
  expect(said).toContain(markup);
  for (const invisible of ['\u202e', '\u001b']) expect(said).not.toContain(invisible);
  expect(await scene.page.$(`${file.row.selector} img[src=x]`)).toBeNull();
  expect(await scene.page.title()).not.toBe('1');
});

/** A server that talks as it likes. @returns its address */
async function listen(answer: (socket: Socket) => void): Promise<string> {
  const sockets = new Set<Socket>();
  const server: Server = createServer((socket) => {
    sockets.add(socket);
    socket.on('error', () => undefined);
    answer(socket);
  });
  onTestFinished(() => {
    for (const socket of sockets) socket.destroy();
    server.close();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('the server has no port');
  return `http://127.0.0.1:${address.port}`;
}
