import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { get, type IncomingMessage } from 'node:http';
import { resolve } from 'node:path';
import { json } from 'node:stream/consumers';
import { pathToFileURL } from 'node:url';
import type { SinkLog, SinkPlan } from './sink-log.ts';

const root = resolve(import.meta.dirname, '../..');

const ENDED_LIMIT_MS = 30 * 60_000;

/** The sink, in a process of its own. */
export interface Sink {
  readonly url: string;
  /** Begins a run: counts anew. */
  reset(plan: SinkPlan): Promise<void>;
  /** Resolves when the run has ended, with what was seen of it. */
  ended(): Promise<Required<SinkLog>>;
  close(): void;
}

async function portOf(child: ChildProcess): Promise<string> {
  const [line] = await once(child.stdout ?? child, 'data');
  return String(line).trim();
}

export async function startSink(): Promise<Sink> {
  const loader = pathToFileURL(resolve(root, 'node_modules/tsx/dist/loader.mjs')).href;
  const child = spawn(process.execPath, ['--import', loader, resolve(import.meta.dirname, 'sink.ts')], {
    // The end of its input is the end of whoever started it.
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  const url = `http://127.0.0.1:${await portOf(child)}`;
  return {
    url,
    async reset(plan) {
      await fetch(`${url}/bench/reset`, { method: 'POST', body: JSON.stringify(plan) });
    },
    async ended() {
      // Not by `fetch`, which waits five minutes for an answer to begin: an upload of 10,000 parts takes longer.
      const signal = AbortSignal.timeout(ENDED_LIMIT_MS);
      const [response] = (await once(get(`${url}/bench/end`, { signal }), 'response')) as [IncomingMessage];
      const log = (await json(response)) as SinkLog;
      const { firstMs, lastMs } = log;
      if (firstMs === undefined || lastMs === undefined) throw new Error('the sink saw no end');
      return { ...log, firstMs, lastMs };
    },
    close: () => void child.kill(),
  };
}
