import { once } from 'node:events';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { Readable } from 'node:stream';
import { setTimeout as wait } from 'node:timers/promises';
import { type Answer, answerOf, editJson } from './answer.ts';
import { paced } from './body-pace.ts';
import type { FaultAction } from './fault.ts';
import { forward } from './forward.ts';
import type { Call, Exchange, History } from './history.ts';

/** One of the two servers behind the proxy. */
export interface Server {
  readonly url: URL;
  /** Whether the body is read before the fault is chosen, since it names the part. */
  readonly isBodySmall: boolean;
  callOf(request: IncomingMessage, body: Buffer): Call;
  rewrite(answer: Answer, exchange: Exchange): Answer;
}

interface Run {
  readonly side: Server;
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  readonly history: History;
  take(exchange: Exchange): FaultAction | undefined;
}

class ClientLeft extends Error {}

async function readAll(pieces: AsyncIterable<Buffer>): Promise<Buffer> {
  const read: Buffer[] = [];
  for await (const piece of pieces) read.push(piece);
  return Buffer.concat(read);
}

/** Takes one request from its first byte to the last of its answer. Never rejects. */
export async function runExchange(run: Run): Promise<void> {
  const { side, request, response, history } = run;
  response.on('error', () => {});
  request.on('error', () => {});
  try {
    if (request.method === 'OPTIONS') {
      await write(response, await forward(side.url, request, []));
      return;
    }
    const early = side.isBodySmall ? await readAll(request) : Buffer.alloc(0);
    const exchange = history.begin(side.callOf(request, early));
    response.on('close', () => {
      const end = exchange.end ?? (response.writableFinished ? 'answered' : 'client-left');
      history.note(exchange, { end, endedMs: Date.now() });
    });
    const body = metered(side.isBodySmall ? [early] : request, (receivedBytes) =>
      history.note(exchange, { receivedBytes }),
    );
    await perform(run, exchange, body, run.take(exchange));
  } catch (error) {
    if (response.destroyed) return;
    if (error instanceof ClientLeft) response.destroy();
    else await write(response, answerOf(502, `{"error":"the proxy: ${String(error)}"}`)).catch(() => {});
  }
}

async function* metered(
  pieces: AsyncIterable<Buffer> | Iterable<Buffer>,
  count: (bytes: number) => void,
): AsyncGenerator<Buffer> {
  let bytes = 0;
  for await (const piece of pieces) {
    bytes += piece.length;
    count(bytes);
    yield piece;
  }
}

async function perform(
  run: Run,
  exchange: Exchange,
  body: AsyncGenerator<Buffer>,
  action: FaultAction | undefined,
): Promise<void> {
  const { side, request, response, history } = run;

  async function ask(pieces: AsyncIterable<Buffer> = body): Promise<Answer> {
    history.note(exchange, { isForwarded: true });
    const answer = await forward(side.url, request, pieces);
    history.note(exchange, { serverStatus: answer.status });
    return side.rewrite(answer, exchange);
  }
  async function tell(answer: Answer, bytesPerSecond?: number): Promise<void> {
    history.note(exchange, { status: answer.status });
    await write(response, answer, bytesPerSecond, (sentBytes) => history.note(exchange, { sentBytes }));
  }
  function reset(): void {
    history.note(exchange, { end: 'reset' });
    response.socket?.resetAndDestroy();
  }
  /** Without reading it a client would see a reset, not the answer. */
  const drain = () => readAll(body);

  switch (action?.kind) {
    case undefined:
      return await tell(await ask());
    case 'reset': {
      const { afterBytes, bytesPerSecond } = action;
      const pieces = bytesPerSecond === undefined ? body : paced(body, bytesPerSecond);
      await readUpTo(pieces, exchange, resetLimit(afterBytes, exchange.declaredBytes));
      return reset();
    }
    case 'lose-answer':
      await ask();
      return reset();
    case 'black-hole':
      await drain();
      return;
    case 'status':
      if (action.isDone) await ask();
      else await drain();
      await action.notBefore;
      if (response.destroyed) throw new ClientLeft();
      return await tell(answerOf(action.status, action.body, { ...action.headers }));
    case 'delay': {
      const answer = await ask();
      await wait(action.delayMs);
      return await tell(answer);
    }
    case 'hold': {
      // Read in any case: behind an unread body nobody would notice that the client left.
      const held: Answer | Buffer = action.before === 'answer' ? await ask() : await drain();
      action.arrived(exchange);
      await action.released;
      if (response.destroyed) throw new ClientLeft();
      return await tell(Buffer.isBuffer(held) ? await ask(Readable.from([held])) : held);
    }
    case 'throttle':
      return await tell(await ask(paced(body, action.bytesPerSecond)));
    case 'trickle':
      return await tell(await ask(), action.bytesPerSecond);
    case 'hide-etag': {
      const answer = await ask();
      const { 'access-control-expose-headers': _hidden, ...headers } = answer.headers;
      return await tell({ ...answer, headers });
    }
    case 'wrong-etag': {
      const answer = await ask();
      return await tell({ ...answer, headers: { ...answer.headers, etag: `"${'0'.repeat(32)}"` } });
    }
    case 'headers': {
      const answer = await ask();
      return await tell({ ...answer, headers: { ...answer.headers, ...action.headers } });
    }
    case 'truncate': {
      const answer = await ask();
      return await tell({ ...answer, body: answer.body.subarray(0, Math.floor(answer.body.length / 2)) });
    }
    case 'edit':
      return await tell(editJson(await ask(), action.edit));
    case 'flood':
      await drain();
      return await tell(answerOf(200, JSON.stringify({ padding: 'x'.repeat(action.bytes) })));
  }
}

function resetLimit(afterBytes: number | 'half' | 'last', declaredBytes: number): number {
  if (afterBytes === 'half') return declaredBytes / 2;
  return afterBytes === 'last' ? declaredBytes : afterBytes;
}

async function readUpTo(body: AsyncGenerator<Buffer>, exchange: Exchange, limit: number): Promise<void> {
  if (limit === 0) return;
  for await (const _piece of body) if (exchange.receivedBytes >= limit) return;
}

const PIECE_BYTES = 64 * 1024;

/** Writes no faster than the client reads, and each answer on a connection of its own. */
async function write(
  response: ServerResponse,
  { status, headers, body }: Answer,
  bytesPerSecond?: number,
  count: (bytes: number) => void = () => {},
): Promise<void> {
  // A browser itself repeats a request whose reused connection broke; on a new one the client sees every fault.
  response.writeHead(status, { ...headers, connection: 'close', 'content-length': body.length });
  const slices = bytesPerSecond === undefined ? pieces(body) : paced([body], bytesPerSecond);
  let bytes = 0;
  for await (const piece of slices) {
    if (response.destroyed) throw new ClientLeft();
    if (!response.write(piece)) await drained(response);
    bytes += piece.length;
    count(bytes);
  }
  response.end();
}

function* pieces(body: Buffer): Generator<Buffer> {
  for (let from = 0; from < body.length; from += PIECE_BYTES) yield body.subarray(from, from + PIECE_BYTES);
}

async function drained(response: ServerResponse): Promise<void> {
  const over = new AbortController();
  const first = (name: string) => once(response, name, { signal: over.signal });
  // Aborting rejects the one that is still waiting, which nobody needs to hear of.
  await Promise.race(['drain', 'close'].map((name) => first(name).catch(() => {})));
  over.abort();
}
