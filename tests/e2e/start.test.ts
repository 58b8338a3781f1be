import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { digestFile } from '../../scripts/digest.ts';

const root = resolve(import.meta.dirname, '../..');
let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 's3-uploader-start-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

/** Runs `npm start` as it runs without a display. */
function start(...args: readonly string[]): Promise<{ code: number; stdout: string; stderr: string }> {
  const env = { ...process.env, INIT_CWD: folder, DISPLAY: '', WAYLAND_DISPLAY: '' };
  const command = ['scripts/run.mjs', '--browser', 'scripts/start.ts', ...args];
  return new Promise((done) => {
    execFile(process.execPath, command, { cwd: root, env }, (error, stdout, stderr) => {
      done({ code: error === null ? 0 : Number(error.code), stdout, stderr });
    });
  });
}

test('npm start uploads the named files and prints what S3 gives back, a line each', async () => {
  await writeFile(join(folder, 'a b.txt'), 'some text');
  await writeFile(join(folder, 'two parts.bin'), new Uint8Array(6 * 1024 ** 2));
  const { code, stdout } = await start('a b.txt', join(folder, 'two parts.bin'));
  const lines: unknown[] = stdout
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line));
  expect(lines).toEqual([
    {
      name: 'a b.txt',
      size: 9,
      mimetype: 'text/plain',
      handle: expect.stringMatching(/^\w{20}$/),
      url: expect.stringMatching(/^http:\/\/127\.0\.0\.1:\d+\/\w{20}$/),
      key: expect.stringMatching(/_a b\.txt$/),
      container: 'uploads',
      parts: 1,
      retries: 0,
      ms: expect.any(Number),
      sha256: (await digestFile(join(folder, 'a b.txt'))).sha256,
      verified: true,
    },
    expect.objectContaining({
      name: 'two parts.bin',
      parts: 2,
      sha256: (await digestFile(join(folder, 'two parts.bin'))).sha256,
      verified: true,
    }),
  ]);
  expect(code).toBe(0);
});

test('npm start fails when a file was not stored, and says why', async () => {
  await writeFile(join(folder, 'empty.txt'), '');
  const { code, stdout } = await start('empty.txt');
  expect(JSON.parse(stdout)).toMatchObject({ name: 'empty.txt', verified: false, sha256: null });
  expect(stdout).toContain('is empty');
  expect(code).toBe(1);
});

test('npm start names a file that is not there before it starts anything', async () => {
  const { code, stdout, stderr } = await start('missing.bin');
  expect(stderr).toContain("missing.bin can't be read");
  expect(stdout).toBe('');
  expect(code).toBe(1);
});
