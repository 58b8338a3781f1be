import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';

/** A run of `npm run gateway`'s process that is ready. */
export interface GatewayProcess {
  readonly child: ChildProcess;
  /** What it printed as NAME=value. */
  readonly values: Readonly<Record<string, string>>;
  readonly url: string;
}

function spawnGateway(env: NodeJS.ProcessEnv, args: readonly string[]): ChildProcess {
  const clean = Object.fromEntries(
    Object.entries(process.env).filter(([name]) => !/^(S3_|AWS_|FILESTACK_|PORT$|HOST$)/.test(name)),
  );
  return spawn(process.execPath, ['--import', 'tsx', 'server/main.ts', ...args], {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...clean, ...env },
  });
}

/** Starts a gateway process and reads what it prints until it is ready. */
export async function startGatewayProcess(env: NodeJS.ProcessEnv): Promise<GatewayProcess> {
  const child = spawnGateway(env, []);
  child.stderr?.pipe(process.stderr);
  const values: Record<string, string> = {};
  if (!child.stdout) throw new Error('the process has no stdout');
  for await (const line of createInterface({ input: child.stdout })) {
    const match = /^([A-Z0-9_]+)=(.*)$/.exec(line);
    if (!match) break; // the sentence for people comes last
    values[match[1] ?? ''] = match[2] ?? '';
  }
  return { child, values, url: values['GATEWAY_URL'] ?? '' };
}

/** Ends a process and gives its exit code; null when the signal ended it. */
export async function endProcess(child: ChildProcess, signal: 'SIGKILL' | 'SIGTERM'): Promise<number | null> {
  const ended = once(child, 'exit');
  child.kill(signal);
  const [code] = await ended;
  return typeof code === 'number' ? code : null;
}

/** Runs the process to its end. */
export async function runGatewayProcess(
  env: NodeJS.ProcessEnv,
  args: readonly string[] = [],
): Promise<{ readonly code: number | null; readonly stdout: string; readonly stderr: string }> {
  const child = spawnGateway(env, args);
  const output = { stdout: '', stderr: '' };
  child.stdout?.setEncoding('utf8').on('data', (text) => {
    output.stdout += text;
  });
  child.stderr?.setEncoding('utf8').on('data', (text) => {
    output.stderr += text;
  });
  const [code] = await once(child, 'close');
  return { code: typeof code === 'number' ? code : null, ...output };
}
