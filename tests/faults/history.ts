import type { IncomingHttpHeaders } from 'node:http';
import type { Json } from './answer.ts';

/** The calls of an upload; `put` is a part's way to the store, or that of a chunk of it. */
export type Step = 'start' | 'upload' | 'put' | 'commit' | 'complete';

/** What is known of a request when its header has been read. */
export interface Call {
  readonly step: Step | 'other';
  readonly file?: string;
  readonly part?: number;
  readonly method: string;
  /** Path and query. */
  readonly target: string;
  readonly declaredBytes: number;
  readonly headers: IncomingHttpHeaders;
  /** The JSON that a control call sent; empty for a part. */
  readonly sent: Json;
}

/** One request and what became of it. */
export interface Exchange extends Call {
  readonly number: number;
  /** 1 for the first request of its step, file and part. */
  readonly attempt: number;
  readonly beganMs: number;
  /** Bytes of the request's body. */
  receivedBytes: number;
  isForwarded: boolean;
  /** What the real server answered; absent when it was not asked or not heard. */
  serverStatus?: number;
  /** What the client was answered. */
  status?: number;
  /** Bytes of the answer's body that were written. */
  sentBytes: number;
  endedMs?: number;
  end?: 'answered' | 'reset' | 'client-left';
}

/** Everything that passed the proxy, in the order of arrival: the judge of what was really sent. */
export interface History {
  readonly exchanges: readonly Exchange[];
  begin(call: Call): Exchange;
  /** Notes a change of an exchange and wakes whoever waits for it. */
  note(exchange: Exchange, change: Partial<Exchange>): void;
  /** Resolves when the condition holds; rejects with the history after `timeoutMs`. */
  until(
    condition: (exchanges: readonly Exchange[]) => boolean,
    title: string,
    timeoutMs?: number,
  ): Promise<void>;
  clear(): void;
}

export function createHistory(): History {
  let exchanges: Exchange[] = [];
  let count = 0;
  const watchers = new Set<() => void>();

  return {
    get exchanges() {
      return exchanges;
    },
    begin(call) {
      count += 1;
      const earlier = exchanges.filter(
        ({ step, file, part }) => step === call.step && file === call.file && part === call.part,
      );
      const exchange: Exchange = {
        ...call,
        number: count,
        attempt: earlier.length + 1,
        beganMs: Date.now(),
        receivedBytes: 0,
        isForwarded: false,
        sentBytes: 0,
      };
      exchanges.push(exchange);
      for (const watch of watchers) watch();
      return exchange;
    },
    note(exchange, change) {
      Object.assign(exchange, change);
      for (const watch of watchers) watch();
    },
    until(condition, title, timeoutMs = 30_000) {
      return new Promise((resolve, reject) => {
        function watch(): void {
          if (!condition(exchanges)) return;
          stop();
          resolve();
        }
        const timer = setTimeout(() => {
          stop();
          reject(new Error(`${title} did not happen within ${timeoutMs} ms\n${describe(exchanges)}`));
        }, timeoutMs);
        function stop(): void {
          clearTimeout(timer);
          watchers.delete(watch);
        }
        watchers.add(watch);
        watch();
      });
    },
    clear() {
      exchanges = [];
    },
  };
}

/** The history as lines for a message: what came, how far, what it was answered. */
export function describe(exchanges: readonly Exchange[]): string {
  const firstMs = exchanges[0]?.beganMs ?? 0;
  return exchanges
    .map(({ beganMs, step, file = '', part = '', attempt, receivedBytes, serverStatus, status, end }) =>
      [
        `${beganMs - firstMs} ms`.padStart(10),
        `${step} ${file} ${part} #${attempt}`,
        `${receivedBytes} bytes`,
        `server ${serverStatus ?? '-'}, client ${status ?? '-'}, ${end ?? 'open'}`,
      ].join('  '),
    )
    .join('\n');
}
