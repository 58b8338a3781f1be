import type { ChildProcess } from 'node:child_process';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openTestEndpoint, type TestEndpoint } from '../s3/test-endpoint.ts';
import { complete, PART_BYTES, readBack, sampleBytes, sendPart, start } from './gateway-client.ts';
import { endProcess, type GatewayProcess, startGatewayProcess } from './gateway-process.ts';

const TIME_LIMIT_MS = 60_000; // three processes start, on a busy machine

let endpoint: TestEndpoint;
const started: ChildProcess[] = [];

beforeAll(async () => {
  endpoint = await openTestEndpoint();
});
afterAll(async () => {
  for (const child of started) child.kill('SIGKILL');
  await endpoint.close();
});

async function startOne(): Promise<GatewayProcess> {
  const { s3 } = endpoint;
  const gateway = await startGatewayProcess({
    PORT: '0',
    S3_ENDPOINT: s3.endpoint,
    S3_REGION: s3.region,
    S3_BUCKET: s3.bucket,
    AWS_ACCESS_KEY_ID: s3.accessKeyId,
    AWS_SECRET_ACCESS_KEY: s3.secretAccessKey,
    FILESTACK_APIKEY: 'test-key',
  });
  started.push(gateway.child);
  return gateway;
}

test(
  'an upload begun at one gateway, killed in the middle, goes on at another and is read back equal',
  async () => {
    const data = sampleBytes(2 * PART_BYTES + 1);
    const first = await startOne();
    const upload = await start(first.url, data, { filename: 'two.bin' });
    await sendPart(first.url, upload, 1, data.subarray(0, PART_BYTES));
    expect(await endProcess(first.child, 'SIGKILL')).toBeNull();

    const second = await startOne();
    await sendPart(second.url, upload, 2, data.subarray(PART_BYTES, 2 * PART_BYTES));
    await sendPart(second.url, upload, 3, data.subarray(2 * PART_BYTES));
    const done = await complete(second.url, upload);
    expect(done.status).toBe(200);
    expect((await readBack(done.json.url)).equals(data)).toBe(true);
    expect(await endProcess(second.child, 'SIGTERM')).toBe(0);

    const third = await startOne();
    const again = await complete(third.url, upload);
    expect(again.json.handle).toBe(done.json.handle);
    expect((await readBack(again.json.url)).equals(data)).toBe(true);
    expect(await endProcess(third.child, 'SIGTERM')).toBe(0);
  },
  TIME_LIMIT_MS,
);
