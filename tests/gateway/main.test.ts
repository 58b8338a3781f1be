import { mkdtemp, rm } from 'node:fs/promises';
import type { AddressInfo } from 'node:net';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { readBack, start, uploadWhole } from './gateway-client.ts';
import { endProcess, runGatewayProcess, startGatewayProcess } from './gateway-process.ts';

const TIME_LIMIT_MS = 240_000; // several processes start, on a busy machine
const apikey = 'my-key';

let dataDir: string;

beforeAll(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'gateway-main-'));
});
afterAll(async () => {
  await rm(dataDir, { recursive: true, force: true });
});

test(
  'the gateway over the embedded store keeps keys, files and uploads over a restart, has its folder to itself, and sweeps',
  async () => {
    const env = { PORT: '0', DATA_DIR: dataDir, FILESTACK_APIKEY: apikey };
    const first = await startGatewayProcess(env);
    expect(Object.keys(first.values)).toEqual([
      ...['GATEWAY_URL', 'S3_ENDPOINT', 'S3_REGION', 'S3_BUCKET'],
      ...['AWS_ACCESS_KEY_ID', 'AWS_SECRET_ACCESS_KEY', 'FILESTACK_APIKEY'],
    ]);
    const data = Buffer.from('hello');
    const { json } = await uploadWhole(first.url, data, { apikey });
    const abandoned = { apikey, intelligent: true, store: { path: 'abandoned' } };
    expect((await start(first.url, data, abandoned)).started.json).toMatchObject({
      upload_type: 'intelligent_ingestion',
    });
    expect(await endProcess(first.child, 'SIGTERM')).toBe(0);

    const second = await startGatewayProcess({ ...env, FILESTACK_SECRET: 'app-secret' });
    const { GATEWAY_URL: _first, ...kept } = first.values;
    const { GATEWAY_URL: _second, ...again } = second.values;
    expect(again).toEqual({ ...kept, FILESTACK_SECRET: 'app-secret' });
    expect(await endProcess(second.child, 'SIGTERM')).toBe(0);

    const third = await startGatewayProcess({ ...env, INTELLIGENT_INGESTION: 'off' });
    const { started } = await start(third.url, data, { ...abandoned, store: { path: 'abandoned too' } });
    expect(started.json).not.toHaveProperty('upload_type');
    expect(await readBack(`${third.url}/${json.handle}`)).toEqual(data);
    const beside = await runGatewayProcess(env);
    expect(beside).toMatchObject({ code: 1, stdout: '' });
    expect(beside.stderr).toMatch(/^DATA_DIR .*another process keeps its files there: stop it first\n$/);
    const sweptBeside = await runGatewayProcess(env, ['--sweep']);
    expect(sweptBeside).toMatchObject({ code: 0, stderr: '' });
    expect(sweptBeside.stdout).toMatch(/^Swept "uploads": 0 uploads older than 24 h aborted, 2 younger left/);
    expect(await endProcess(third.child, 'SIGTERM')).toBe(0);

    const swept = await runGatewayProcess(env, ['--sweep', '--older-than', '0']);
    expect(swept.code).toBe(0);
    expect(swept.stdout).toMatch(
      /aborted "abandoned", begun .*\naborted "abandoned too", begun .*\nSwept "uploads": 2 uploads older than 0 h aborted/,
    );
  },
  TIME_LIMIT_MS,
);

test(
  'a port in use, an S3 that is away and a bad argument stop it with one line',
  async () => {
    const taken = createServer();
    await new Promise<void>((resolve) => taken.listen(0, '127.0.0.1', resolve));
    const { port } = taken.address() as AddressInfo;
    const keys = { AWS_ACCESS_KEY_ID: 'a', AWS_SECRET_ACCESS_KEY: 's' };
    const runs = [
      await runGatewayProcess({ PORT: String(port), DATA_DIR: dataDir }),
      await runGatewayProcess({ PORT: '0', S3_ENDPOINT: 'http://127.0.0.1:1', ...keys }),
      await runGatewayProcess({}, ['--swep']),
    ];
    taken.close();
    expect(runs.map(({ code, stdout }) => ({ code, stdout }))).toEqual(
      runs.map(() => ({ code: 1, stdout: '' })),
    );
    expect(runs.map(({ stderr }) => stderr.split(' ')[0])).toEqual(['PORT', 'S3_ENDPOINT', 'usage:']);
    for (const { stderr } of runs) expect(stderr.trim()).not.toContain('\n');
  },
  TIME_LIMIT_MS,
);
