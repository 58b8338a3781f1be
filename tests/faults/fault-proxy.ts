import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { Backend } from '../../server/backend.ts';
import { editJson, jsonOf } from './answer.ts';
import { doesMatch, type Fault } from './fault.ts';
import { createHistory, type Exchange, type History } from './history.ts';
import { createRoster } from './roster.ts';
import { runExchange, type Server as Side } from './run-exchange.ts';

/** Requests that stand still until they are released. */
export interface Hold {
  /** The first of them. */
  readonly arrived: Promise<Exchange>;
  release(): void;
}

/**
 * Stands between a client and a gateway with its store, and does to their requests what it is told. All calls of an
 * upload pass it, since it puts its own addresses in the answers of the gateway.
 */
export interface FaultProxy {
  /** Address of the API through the proxy. */
  readonly apiUrl: string;
  readonly storeUrl: string;
  readonly history: History;
  /** The first fault that matches strikes. */
  inject(...faults: readonly Fault[]): void;
  /** Stops the first request that matches, before the server sees it or before the client hears the answer. */
  hold(match: Fault['match'], before: 'forward' | 'answer'): Hold;
  /** Stops every request that matches, also those that come later, until all of them are released. */
  holdAll(match: Fault['match'], before: 'forward' | 'answer'): Hold;
  /** From now on nobody listens. */
  refuseConnections(): Promise<void>;
  acceptConnections(): Promise<void>;
  /** Forgets faults and history. */
  reset(): void;
  close(): Promise<void>;
}

function createListener(onRequest: (request: IncomingMessage, response: ServerResponse) => void): Server {
  // Every limit is off: Node's own would answer a slow upload with a 408 of its own making.
  const server = createServer({ requestTimeout: 0, headersTimeout: 0, keepAliveTimeout: 0 }, onRequest);
  server.timeout = 0;
  return server;
}

async function listen(server: Server, port: number): Promise<number> {
  server.listen(port, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('the proxy has no port');
  return address.port;
}

async function stopListening(server: Server): Promise<void> {
  if (!server.listening) return;
  const closed = once(server, 'close');
  server.close();
  server.closeAllConnections();
  await closed;
}

export async function startFaultProxy(backend: Pick<Backend, 'gatewayUrl' | 's3'>): Promise<FaultProxy> {
  const history = createHistory();
  const roster = createRoster();
  let faults: { readonly fault: Fault; left: number }[] = [];
  const holds = new Set<() => void>();

  function take(exchange: Exchange): Fault['do'] | undefined {
    const found = faults.find(({ fault, left }) => left > 0 && doesMatch(fault.match, exchange));
    if (found === undefined) return undefined;
    found.left -= 1;
    return found.fault.do;
  }

  const run = (side: Side) => (request: IncomingMessage, response: ServerResponse) =>
    void runExchange({ side, request, response, history, take });

  const store = createListener(
    run({
      url: new URL(backend.s3.endpoint),
      isBodySmall: false,
      callOf: (request) => roster.storeCall(request),
      rewrite: (answer) => answer,
    }),
  );
  const storePort = await listen(store, 0);
  const storeUrl = `http://127.0.0.1:${storePort}`;

  const api = createListener(
    run({
      url: new URL(backend.gatewayUrl),
      isBodySmall: true,
      callOf: (request, body) => roster.apiCall(request, jsonOf(body)),
      rewrite: (answer, { step, file = '' }) =>
        editJson(answer, (json) => {
          roster.learn(file, json);
          if (step === 'start') return { ...json, location_url: apiUrl };
          if (step !== 'upload' || typeof json['url'] !== 'string') return json;
          const { pathname, search } = new URL(json['url']);
          // The signature covers the store's own Host header, which is put back on the way.
          return { ...json, url: `${storeUrl}${pathname}${search}`, location_url: apiUrl };
        }),
    }),
  );
  const apiPort = await listen(api, 0);
  const apiUrl = `http://127.0.0.1:${apiPort}`;

  function holdSome(match: Fault['match'], before: 'forward' | 'answer', times: number): Hold {
    let isReleased = false;
    let letGo = () => {};
    let arrive: (exchange: Exchange) => void = () => {};
    const arrived = new Promise<Exchange>((resolve) => {
      arrive = resolve;
    });
    const released = new Promise<void>((resolve) => {
      letGo = resolve;
    });
    const release = () => {
      isReleased = true;
      letGo();
    };
    holds.add(release);
    // Before those that strike always, so that a hold can be put in the middle of a test.
    faults.unshift({
      fault: {
        match: (exchange) => !isReleased && doesMatch(match, exchange),
        do: { kind: 'hold', before, arrived: arrive, released },
      },
      left: times,
    });
    return { arrived, release };
  }

  function releaseAll(): void {
    for (const release of holds) release();
    holds.clear();
  }

  return {
    apiUrl,
    storeUrl,
    history,
    inject(...added) {
      faults.push(...added.map((fault) => ({ fault, left: fault.times ?? Number.POSITIVE_INFINITY })));
    },
    hold: (match, before) => holdSome(match, before, 1),
    holdAll: (match, before) => holdSome(match, before, Number.POSITIVE_INFINITY),
    async refuseConnections() {
      await Promise.all([stopListening(api), stopListening(store)]);
    },
    async acceptConnections() {
      if (api.listening) return;
      await Promise.all([listen(api, apiPort), listen(store, storePort)]);
    },
    reset() {
      faults = [];
      releaseAll();
      history.clear();
    },
    async close() {
      releaseAll();
      await Promise.all([stopListening(api), stopListening(store)]);
    },
  };
}
