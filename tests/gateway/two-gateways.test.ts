import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { complete, PART_BYTES, readBack, sampleBytes, sendPart, start } from './gateway-client.ts';
import { openTestEndpoint, type TestEndpoint } from './test-endpoint.ts';

const TIME_LIMIT_MS = 60_000; // two processes start, on a busy machine

let endpoint: TestEndpoint;
const running = new Set<ChildProcess>();

beforeAll(async () => {
  endpoint = await openTestEndpoint();
});
afterAll(async () => {
  for (const child of running) child.kill('SIGKILL');
  await endpoint.close();
});

/** Starts `npm run gateway`'s process and waits for the address that it prints. */
async function startProcess(
  args: readonly string[] = [],
): Promise<{ child: ChildProcess; lines: string[]; url: string }> {
  const { s3 } = endpoint;
  const child = spawn(process.execPath, ['--import', 'tsx', 'server/main.ts', ...args], {
    stdio: ['ignore', 'pipe', 'inherit'],
    env: {
      ...process.env,
      PORT: '0',
      S3_ENDPOINT: s3.endpoint,
      S3_REGION: s3.region,
      S3_BUCKET: s3.bucket,
      AWS_ACCESS_KEY_ID: s3.accessKeyId,
      AWS_SECRET_ACCESS_KEY: s3.secretAccessKey,
      FILESTACK_APIKEY: 'test-key',
    },
  });
  running.add(child);
  child.once('exit', () => running.delete(child));
  const lines: string[] = [];
  for await (const line of createInterface({ input: child.stdout })) {
    lines.push(line);
    if (line.startsWith('Point ')) break;
  }
  const url = lines.find((line) => line.startsWith('GATEWAY_URL='))?.slice('GATEWAY_URL='.length) ?? '';
  return { child, lines, url };
}

async function end(child: ChildProcess, signal: 'SIGKILL' | 'SIGTERM'): Promise<number | null> {
  const ended = once(child, 'exit');
  child.kill(signal);
  const [code] = await ended;
  return typeof code === 'number' ? code : null;
}

test(
  'an upload begun at one gateway, killed in the middle, goes on at another and is read back equal',
  async () => {
    const data = sampleBytes(2 * PART_BYTES + 1);
    const first = await startProcess();
    const upload = await start(first.url, data, { filename: 'two.bin' });
    await sendPart(first.url, upload, 1, data.subarray(0, PART_BYTES));
    expect(await end(first.child, 'SIGKILL')).toBeNull();

    const second = await startProcess();
    expect(second.url).not.toBe(first.url);
    await sendPart(second.url, upload, 2, data.subarray(PART_BYTES, 2 * PART_BYTES));
    await sendPart(second.url, upload, 3, data.subarray(2 * PART_BYTES));
    const done = await complete(second.url, upload);
    expect(done.status).toBe(200);
    expect((await readBack(done.json.url)).equals(data)).toBe(true);
    expect(await end(second.child, 'SIGTERM')).toBe(0);

    const third = await startProcess();
    const again = await complete(third.url, upload);
    expect(again.json.handle).toBe(done.json.handle);
    expect((await readBack(again.json.url)).equals(data)).toBe(true);
    expect(await end(third.child, 'SIGTERM')).toBe(0);
  },
  TIME_LIMIT_MS,
);
