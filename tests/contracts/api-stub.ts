import { once } from 'node:events';
import { createServer } from 'node:http';
import { text } from 'node:stream/consumers';

/** A call as it arrived. */
export interface ReceivedCall {
  readonly path: string;
  readonly headers: Readonly<Record<string, string | readonly string[] | undefined>>;
  readonly json: unknown;
}

/** What the next call is answered. An object is sent as JSON, a text as it is. */
export interface StubAnswer {
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: object | string | Uint8Array | null;
  /** `never`: no answer; `endless`: one whose body never ends; `cut`: the connection ends within it. */
  readonly ending?: 'whole' | 'never' | 'endless' | 'cut';
}

/** An API on loopback that answers every call as it was last told. */
export interface ApiStub {
  readonly url: string;
  readonly received: readonly ReceivedCall[];
  answer(answer: StubAnswer): void;
  /** Resolves with the next call that arrives. */
  nextCall(): Promise<ReceivedCall>;
  close(): Promise<void>;
}

export async function startApiStub(): Promise<ApiStub> {
  const received: ReceivedCall[] = [];
  const waiting: ((call: ReceivedCall) => void)[] = [];
  let next: StubAnswer = {};

  const server = createServer(async (request, response) => {
    const { status = 200, headers = {}, body = null, ending = 'whole' } = next;
    const sent = await text(request);
    const call = {
      path: request.url ?? '',
      headers: request.headers,
      json: sent === '' ? null : JSON.parse(sent),
    };
    const bytes =
      typeof body === 'string' || body instanceof Uint8Array ? body : body && JSON.stringify(body);
    if (ending !== 'never') {
      response.writeHead(status, { 'content-type': 'application/json', ...headers });
      if (ending === 'endless') response.write(' ');
      else if (ending === 'cut') response.write(bytes ?? ' ', () => response.destroy());
      else response.end(bytes ?? '');
    }
    received.push(call);
    for (const resolve of waiting.splice(0)) resolve(call);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('the stub has no port');

  return {
    url: `http://127.0.0.1:${address.port}`,
    received,
    answer(answer) {
      received.length = 0;
      next = answer;
    },
    nextCall: () => new Promise((resolve) => waiting.push(resolve)),
    async close() {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}
