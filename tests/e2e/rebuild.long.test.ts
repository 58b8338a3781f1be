import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { cpSync, readdirSync, readFileSync, rmSync, statSync, symlinkSync } from 'node:fs';
import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { expect, onTestFinished, test } from 'vitest';

const root = resolve(import.meta.dirname, '../..');
const sources = [
  'components',
  'entrypoints',
  'lib',
  'public',
  'package.json',
  'tsconfig.json',
  'tsconfig.base.json',
  'wxt.config.ts',
];

/** Builds the sources in a folder of its own. @returns each file of the build with its digest */
async function build(browser: 'chrome' | 'firefox'): Promise<Readonly<Record<string, string>>> {
  const folder = await mkdtemp(join(tmpdir(), 's3-uploader-build-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  for (const name of sources) cpSync(join(root, name), join(folder, name), { recursive: true });
  symlinkSync(join(root, 'node_modules'), join(folder, 'node_modules'));
  const wxt = join(root, 'node_modules/wxt/bin/wxt.mjs');
  // Without what Vitest says of itself: a build for a test is another.
  const { PATH, HOME } = process.env;
  await promisify(execFile)(process.execPath, [wxt, 'build', '-b', browser, '--mv3'], {
    cwd: folder,
    env: { PATH, HOME, NODE_ENV: 'production' },
  });
  const output = join(folder, '.output', `${browser}-mv3`);
  const files = readdirSync(output, { recursive: true, encoding: 'utf8' }).filter((name) =>
    statSync(join(output, name)).isFile(),
  );
  return Object.fromEntries(
    files.sort().map((name) => [
      name,
      createHash('sha256')
        .update(readFileSync(join(output, name)))
        .digest('hex'),
    ]),
  );
}

test.each(['chrome', 'firefox'] as const)(
  'M18: two builds of the same sources, in two places, are the same byte for byte (%s)',
  async (browser) => {
    const [one, two] = [await build(browser), await build(browser)];
    expect(Object.keys(one)).toContain('manifest.json');
    expect(two).toEqual(one);
  },
);

test('M18: what is installed is named with its digest, and no package of the build runs a script when it is installed', () => {
  const lock: unknown = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8'));
  const packages = Object.entries(Object(lock).packages ?? {}).filter(([name]) => name !== '');
  expect(packages.length).toBeGreaterThan(10);
  const unnamed = packages.filter(
    ([, entry]) => !/^sha512-/.test(String(Object(entry).integrity)) && Object(entry).link !== true,
  );
  expect(unnamed.map(([name]) => name)).toEqual([]);
  const scripted = packages.filter(
    ([, entry]) => Object(entry).hasInstallScript === true && Object(entry).dev !== true,
  );
  expect(scripted.map(([name]) => name)).toEqual([]);
});
