import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { performance } from 'node:perf_hooks';
import { setTimeout as wait } from 'node:timers/promises';
import { respond, type SinkAnswer, STORE_HOST } from './sink-answers.ts';
import type { SinkLog, SinkPlan } from './sink-log.ts';

// A process of its own: takes what uploaders send, counts it and throws it away. It speaks as much of Filestack's API
// and of S3 as they need, answers everything late by the same time, and its log is the clock of the benchmark.

const nowMs = () => performance.timeOrigin + performance.now();

let plan: SinkPlan = { delayMs: 0, partCount: 0, endsWithComplete: true };
let log: SinkLog = { bytes: 0, parts: 0, preflights: 0 };
let onEnd = (): void => undefined;
let ended = new Promise<void>((resolve) => {
  onEnd = resolve;
});

function reset(next: SinkPlan): void {
  plan = next;
  log = { bytes: 0, parts: 0, preflights: 0 };
  ended = new Promise((resolve) => {
    onEnd = resolve;
  });
}

async function countBody(request: IncomingMessage): Promise<number> {
  let bytes = 0;
  for await (const piece of request) bytes += (piece as Buffer).byteLength;
  return bytes;
}

async function readJson(request: IncomingMessage): Promise<unknown> {
  const pieces: Buffer[] = [];
  for await (const piece of request) pieces.push(piece as Buffer);
  return JSON.parse(Buffer.concat(pieces).toString('utf8'));
}

function send(response: ServerResponse, { status, headers, body }: SinkAnswer): void {
  response.writeHead(status, headers).end(body);
}

/** What the benchmark itself asks. */
async function control(path: string, request: IncomingMessage, response: ServerResponse): Promise<void> {
  if (path === '/bench/reset') {
    reset((await readJson(request)) as SinkPlan);
    response.end();
    return;
  }
  await ended;
  response.end(JSON.stringify(log));
}

async function upload(request: IncomingMessage, response: ServerResponse): Promise<void> {
  log.firstMs ??= nowMs();
  const bytes = await countBody(request);
  const answer = respond(request, `http://${request.headers.host}`);
  if (answer.kind === 'preflight') log.preflights += 1;
  if (answer.kind === 'part') {
    log.bytes += bytes;
    log.parts += 1;
  }
  if (plan.delayMs > 0) await wait(plan.delayMs);
  send(response, answer);
  const isEnd = plan.endsWithComplete
    ? answer.kind === 'complete'
    : answer.kind === 'part' && log.parts === plan.partCount;
  if (isEnd) {
    log.lastMs = nowMs();
    onEnd();
  }
}

function handle(request: IncomingMessage, response: ServerResponse): void {
  const path = new URL(request.url ?? '/', 'http://sink').pathname;
  const done = path.startsWith('/bench/') ? control(path, request, response) : upload(request, response);
  done.catch(() => response.destroy());
}

const server = createServer(handle);
const store = createServer(handle);
process.stdin.resume().once('end', () => process.exit());
server.listen(0, '127.0.0.1', () => {
  const { port } = server.address() as AddressInfo;
  store.listen(port, STORE_HOST, () => process.stdout.write(`${port}\n`));
});
