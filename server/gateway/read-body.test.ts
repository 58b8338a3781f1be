import { once } from 'node:events';
import { createServer, request as httpRequest } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, test } from 'vitest';
import { readBody } from './read-body.ts';

const limits = { maxBytes: 10, stallMs: 30, totalMs: 60 };

/** Sends with `send` to a server that reads the body within the limits, and gives what the reader made of it. */
async function read(
  send: (write: (text: string) => void, end: () => void, cut: () => void) => void,
): Promise<unknown> {
  const server = createServer();
  const arrived = once(server, 'request');
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const client = httpRequest({ port, method: 'POST', headers: { 'transfer-encoding': 'chunked' } });
  client.on('error', () => {});
  client.flushHeaders();
  const [request] = await arrived;
  const reading = readBody(request, limits).then(String);
  send(
    (text) => client.write(text),
    () => client.end(),
    () => client.destroy(),
  );
  const outcome = await reading.catch((error) => error);
  client.destroy();
  server.closeAllConnections();
  server.close();
  return outcome;
}

test('a body within the limits is read whole', async () => {
  const outcome = await read((write, end) => {
    write('hello');
    end();
  });
  expect(outcome).toBe('hello');
});

test('a body that falls silent is a 408', async () => {
  expect(await read((write) => write('he'))).toMatchObject({ status: 408 });
});

test('a body that drips for too long is a 408', async () => {
  let timer: NodeJS.Timeout | undefined;
  const outcome = await read((write) => {
    timer = setInterval(() => write('x'), 10);
  });
  clearInterval(timer);
  expect(outcome).toMatchObject({ status: 408 });
});

test('a body that is too large is a 413 as soon as that is seen', async () => {
  expect(await read((write) => write('x'.repeat(11)))).toMatchObject({ status: 413 });
});

test('a body that is cut is a 400', async () => {
  const outcome = await read((write, _end, cut) => {
    write('he');
    cut();
  });
  expect(outcome).toMatchObject({ status: 400 });
});
