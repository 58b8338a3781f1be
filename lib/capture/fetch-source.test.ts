import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { gzipSync } from 'node:zlib';
import { afterEach, expect, test, vi } from 'vitest';
import type { SourceLimits } from '../core/source-limits.ts';
import type { Clock } from '../engine/ports.ts';
import { systemClock } from '../platform/system-clock.ts';
import { fetchSource } from './fetch-source.ts';

const servers: Server[] = [];
afterEach(() => {
  vi.unstubAllGlobals();
  for (const server of servers.splice(0)) {
    server.closeAllConnections();
    server.close();
  }
});

async function serve(listener: RequestListener): Promise<string> {
  const server = createServer(listener);
  servers.push(server);
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

/** Time passes when it is told to. */
function createHandClock() {
  let callback: (() => void) | undefined;
  return {
    /** How often a wait was begun. */
    scheduled: 0,
    schedule(_ms: number, work: () => void) {
      this.scheduled += 1;
      callback = work;
      return () => {
        callback = undefined;
      };
    },
    fire: () => callback?.(),
  };
}

function get(
  url: string,
  limits: Partial<SourceLimits> = {},
  signal = new AbortController().signal,
  clock: Pick<Clock, 'schedule'> = systemClock,
) {
  return fetchSource({
    url,
    credentials: 'omit',
    limits: { maxBytes: 1000, stallMs: 5_000, ...limits },
    clock,
    signal,
  });
}

const trouble = (capture: string, more: object = {}) => ({
  name: 'UploadError',
  code: 'source-gone',
  details: { step: 'capture', capture, ...more },
});

test('what comes is handed over with its type and what the server calls it', async () => {
  const origin = await serve((_request, response) => {
    response.writeHead(200, {
      'Content-Type': 'image/png; charset=x',
      'Content-Disposition': 'inline; filename="a.png"',
    });
    response.end('bytes');
  });
  const { blob, disposition } = await get(`${origin}/x`);
  expect(await blob.text()).toBe('bytes');
  expect(blob.type).toBe('image/png');
  expect(disposition).toBe('inline; filename="a.png"');
});

test('M7: an answer that is no success says its status', async () => {
  const origin = await serve((_request, response) => response.writeHead(404).end('not here'));
  await expect(get(origin)).rejects.toMatchObject(trouble('status', { status: 404, origin }));
});

test('M8: a redirect without end is given up', async () => {
  const origin = await serve((request, response) => {
    const next = Number(request.url?.slice(1)) + 1;
    response.writeHead(302, { Location: `/${next}` }).end();
  });
  await expect(get(`${origin}/0`)).rejects.toMatchObject(trouble('unreachable', { origin }));
});

test.each([
  [20, 'followed'],
  [21, 'given up'],
])('M8: a chain of %i redirects is %s', async (hops, outcome) => {
  const origin = await serve((request, response) => {
    const hop = Number(request.url?.slice(1));
    if (hop === hops) response.end('bytes');
    else response.writeHead(302, { Location: `/${hop + 1}` }).end();
  });
  const got = get(`${origin}/0`);
  if (outcome === 'followed') expect((await got).blob.size).toBe(5);
  else await expect(got).rejects.toMatchObject(trouble('unreachable', { origin }));
});

test.each(['file:///etc/passwd', 'data:text/plain,bytes', 'blob:null/1'])(
  'M8: a redirect to %s is not followed',
  async (Location) => {
    const origin = await serve((_request, response) => response.writeHead(302, { Location }).end());
    await expect(get(origin)).rejects.toMatchObject(trouble('unreachable', { origin }));
  },
);

test('M8: what was asked for by https is not taken from an address without it', async () => {
  const redirected = Object.defineProperty(new Response('bytes'), 'url', {
    value: 'http://cdn.example/a.png',
  });
  vi.stubGlobal('fetch', async () => redirected);
  await expect(get('https://cdn.example/a.png')).rejects.toMatchObject(
    trouble('downgrade', { origin: 'https://cdn.example' }),
  );
});

test('M6: an address that holds more than the limit itself is refused, and one that holds less is read', async () => {
  const address = (sizeBytes: number) => `data:image/png,${'x'.repeat(sizeBytes)}`;
  expect((await get(address(1000))).blob.size).toBe(1000);
  await expect(get(address(1001))).rejects.toMatchObject(trouble('too-large'));
});

test('M9: a source without end is cut at the limit', async () => {
  let isCut: Promise<unknown> | undefined;
  const origin = await serve((_request, response) => {
    isCut = once(response, 'close');
    const more = (): void => {
      while (!response.destroyed && response.write(Buffer.alloc(100)));
      response.once('drain', more);
    };
    more();
  });
  await expect(get(origin)).rejects.toMatchObject(trouble('too-large', { origin, limitBytes: 1000 }));
  await isCut;
});

test('M9: what says that it is larger than the limit is not read at all', async () => {
  const origin = await serve((_request, response) => {
    response.writeHead(200, { 'Content-Length': 1001 }).flushHeaders();
  });
  await expect(get(origin)).rejects.toMatchObject(trouble('too-large', { limitBytes: 1000 }));
});

test('what is as large as the limit is taken', async () => {
  const origin = await serve((_request, response) => response.end(Buffer.alloc(1000)));
  expect((await get(origin)).blob.size).toBe(1000);
});

test('M9: what is packed counts as large as it is unpacked', async () => {
  const bomb = gzipSync(Buffer.alloc(1024 ** 2));
  const origin = await serve((_request, response) => {
    response.writeHead(200, { 'Content-Encoding': 'gzip', 'Content-Length': bomb.byteLength }).end(bomb);
  });
  const refused = get(origin, { maxBytes: 10 * bomb.byteLength });
  await expect(refused).rejects.toMatchObject(trouble('too-large', { origin }));
});

test('what is larger packed than the limit may be smaller unpacked', async () => {
  const packed = gzipSync('bytes');
  const origin = await serve((_request, response) => {
    response.writeHead(200, { 'Content-Encoding': 'gzip', 'Content-Length': packed.byteLength }).end(packed);
  });
  expect((await get(origin, { maxBytes: 5 })).blob.size).toBe(5);
});

test('M9: a source that stands still is left', async () => {
  const origin = await serve((_request, response) => {
    response.write('begun');
  });
  await expect(get(origin, { stallMs: 50 })).rejects.toMatchObject(trouble('stalled', { origin }));
});

test('M9: a source of a byte a minute is left after the first', async () => {
  const clock = createHandClock();
  const origin = await serve((_request, response) => {
    response.write('b');
  });
  const source = get(origin, {}, undefined, clock);
  await expect.poll(() => clock.scheduled).toBe(2);
  clock.fire();
  await expect(source).rejects.toMatchObject(trouble('stalled', { origin }));
});

test('Q1: a blob that there is no room for is not handed over', async () => {
  const read = vi
    .spyOn(Blob.prototype, 'arrayBuffer')
    .mockRejectedValueOnce(new DOMException('The blob was not constructed', 'NotReadableError'));
  const origin = await serve((_request, response) => response.end('bytes'));
  await expect(get(origin)).rejects.toMatchObject({ code: 'storage', details: { step: 'capture' } });
  expect(read).toHaveBeenCalledOnce();
});

test('what is large goes to where it takes no memory, in order', async () => {
  const bytes = randomBytes(40 * 1024 ** 2);
  const spilled: number[] = [];
  const origin = await serve((_request, response) => response.end(bytes));
  const { blob } = await fetchSource({
    ...{ url: origin, credentials: 'omit', clock: systemClock, signal: new AbortController().signal },
    limits: { maxBytes: bytes.byteLength, stallMs: 5_000 },
    spill: async (piece) => {
      spilled.push(piece.size);
      return new Blob([await piece.arrayBuffer()]);
    },
  });
  expect(Buffer.from(await blob.arrayBuffer()).equals(bytes)).toBe(true);
  // What comes first stays in memory: it may be all.
  expect(spilled.reduce((sum, size) => sum + size, 0)).toBeLessThan(16 * 1024 ** 2);
  expect(spilled.length).toBeGreaterThan(0);
});

test('nobody there is said so', async () => {
  await expect(get('http://127.0.0.1:1')).rejects.toMatchObject(trouble('unreachable'));
});

test('what is no longer wanted is dropped', async () => {
  const abort = new AbortController();
  const origin = await serve((_request, response) => {
    response.write('begun');
    abort.abort();
  });
  await expect(get(origin, {}, abort.signal)).rejects.toMatchObject({ code: 'cancelled' });
});
