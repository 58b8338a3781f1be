import { chmod, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { findBrowser } from './find-browser.mjs';

let folder: string;
let said: string[];

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'find-browser-'));
  said = [];
  vi.stubEnv('PATH', folder);
  vi.stubEnv('CHROME_PATH', '');
  vi.stubEnv('PUPPETEER_EXECUTABLE_PATH', '');
});
afterEach(async () => {
  vi.unstubAllEnvs();
  await rm(folder, { recursive: true });
});

/** A program that answers `--version` with success or not. */
async function program(name: string, status: number): Promise<string> {
  const path = join(folder, name);
  await writeFile(path, `#!/bin/sh\nexit ${status}\n`);
  await chmod(path, 0o755);
  return path;
}
const find = () => findBrowser((line) => said.push(line));

test('the environment names the browser before all else', async () => {
  await program('chromium', 0);
  const named = await program('my-chrome', 0);
  vi.stubEnv('PUPPETEER_EXECUTABLE_PATH', named);
  expect(find()).toBe(named);
  expect(said.join()).toContain('PUPPETEER_EXECUTABLE_PATH');
});

test('a named browser that does not run is said, and an installed one is taken', async () => {
  const broken = await program('my-chrome', 1);
  const installed = await program('google-chrome', 0);
  vi.stubEnv('CHROME_PATH', broken);
  expect(find()).toBe(installed);
  expect(said[0]).toContain('does not run');
});

test('an installed command that only pretends to be a browser is passed over', async () => {
  await program('chromium-browser', 1);
  const real = await program('google-chrome-stable', 0);
  expect(find()).toBe(real);
});
