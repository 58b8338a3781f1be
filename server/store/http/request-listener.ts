import { randomBytes } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { answerCorsHeaders, answerPreflight } from '../cors/answer-preflight.ts';
import type { StoreContext } from '../operations/operation.ts';
import { runOperation } from '../operations/run-operation.ts';
import type { S3Answer } from '../s3-answer.ts';
import { S3Error } from '../s3-error.ts';
import type { StoreCredentials } from '../signature/check-claim.ts';
import { drainBody } from './drain-body.ts';
import { readRequest } from './read-request.ts';
import { readRequestHeaders } from './request-headers.ts';
import { parseRequestTarget } from './request-target.ts';
import { errorAnswer, writeAnswer } from './write-answer.ts';

export interface ListenerOptions {
  readonly context: StoreContext;
  readonly credentials: StoreCredentials;
  readonly baseHosts: readonly string[];
  /** How long a client may neither send nor take a byte. */
  readonly stallLimitMs: number;
  /** How many requests are answered at once; one more is SlowDown. */
  readonly maxRequests: number;
}

/** The whole way of one request: parse, verify, run, answer. Never rejects. */
export function createRequestListener(
  options: ListenerOptions,
): (incoming: IncomingMessage, response: ServerResponse) => Promise<void> {
  let running = 0;
  return async (incoming, response) => {
    const requestId = randomBytes(8).toString('hex').toUpperCase();
    const isHead = incoming.method === 'HEAD';
    const send = async (answer: S3Answer, extra: Readonly<Record<string, string>>) => {
      if (response.headersSent || response.destroyed) return;
      const mustClose = incoming.headers.expect !== undefined && !incoming.complete;
      const headers = {
        date: new Date(options.context.now()).toUTCString(),
        'x-amz-request-id': requestId,
        'x-amz-id-2': 'embedded-s3',
        ...(mustClose ? { connection: 'close' } : {}), // it may or may not still send the body it announced
        ...answer.headers,
        ...extra,
      };
      await writeAnswer(response, isHead, { ...answer, headers });
    };
    const refuse = (error: unknown) => errorAnswer(toS3Error(error), incoming.url ?? '', requestId);
    response.setTimeout(options.stallLimitMs, () => {
      if (incoming.complete && !response.headersSent) return; // we are the slow side
      endStalled(incoming, response, () =>
        send(refuse(new S3Error('RequestTimeout')), { connection: 'close' }),
      );
    });
    running += 1;
    const isBusy = running > options.maxRequests;
    const { answer, cors } = await answerRequest(incoming, response, { ...options, isBusy }, refuse);
    try {
      await send(answer, cors);
    } catch {
      response.destroy(); // the client went away, or a blob can't be read: the length it was told tells it
    } finally {
      answer.release?.();
      running -= 1;
    }
    drainBody(incoming, response);
  };
}

/** Refuses a client that doesn't go on sending; cuts off one that doesn't take its answer. */
function endStalled(
  incoming: IncomingMessage,
  response: ServerResponse,
  sendRefusal: () => Promise<void>,
): void {
  const { socket } = incoming;
  if (response.headersSent) {
    socket.destroy();
    return;
  }
  // Once its answer is out Node no longer tells a request that the socket closed: whoever reads the body would wait for ever.
  socket.once('close', () => incoming.destroy());
  void sendRefusal()
    .catch(() => undefined)
    .finally(() => socket.destroySoon());
}

async function answerRequest(
  incoming: IncomingMessage,
  response: ServerResponse,
  { context, credentials, baseHosts, isBusy }: ListenerOptions & { readonly isBusy: boolean },
  refuse: (error: unknown) => S3Answer,
): Promise<{ answer: S3Answer; cors: Readonly<Record<string, string>> }> {
  const headers = readRequestHeaders(incoming.rawHeaders);
  const method = incoming.method ?? '';
  let cors: Readonly<Record<string, string>> = {};
  try {
    const target = parseRequestTarget(incoming.url ?? '/', headers.get('host') ?? '', baseHosts);
    const rules = context.shelf.get(target.bucket)?.cors() ?? [];
    if (method === 'OPTIONS') return { answer: answerPreflight(rules, headers), cors };
    cors = answerCorsHeaders(rules, method, headers);
    if (isBusy) throw new S3Error('SlowDown');
    const request = readRequest(incoming, response, { method, target, headers }, credentials, context.now());
    return { answer: await runOperation(request, context), cors };
  } catch (error) {
    return { answer: refuse(error), cors };
  }
}

const cutCodes: ReadonlySet<unknown> = new Set(['ECONNRESET', 'ERR_STREAM_PREMATURE_CLOSE']);

function toS3Error(error: unknown): S3Error {
  if (error instanceof S3Error) return error;
  // A cut connection ends here too; its answer is never sent.
  const isCut = error instanceof Error && 'code' in error && cutCodes.has(error.code);
  if (!isCut) {
    process.emitWarning(error instanceof Error ? error : String(error));
  }
  return new S3Error('InternalError');
}
