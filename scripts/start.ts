import { randomBytes } from 'node:crypto';
import { access, constants, mkdtemp, open, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { defaultProfile } from '../lib/protocol/profile.ts';
import { defaultSettings, type Settings } from '../lib/protocol/settings.ts';
import { type Backend, startBackend } from '../server/backend.ts';
import { buildExtension } from './build-extension.ts';
import { startDemoSite } from './demo-site.ts';
import { type ExtensionBrowser, launchExtensionBrowser } from './extension-browser.ts';
import { pointExtension } from './point-extension.ts';
import { unguardedSettings } from './unguarded-settings.ts';
import { uploadFile } from './upload-files.ts';

// The main job. With files, or without a display, it uploads them through a headless browser and proves that they
// arrived; with a display it opens a browser to try things in. stdout is for results, everything else goes to stderr.

const root = resolve(import.meta.dirname, '..');
const SAMPLE_BYTES = 24 * 1024 ** 2;
const apiKey = 'local-key';

/** Undone in reverse order at the end, however it comes. */
const cleanups: (() => Promise<unknown>)[] = [];

function say(line: string): void {
  process.stderr.write(`${line}\n`);
}

/** A line that is written over by the next one on a terminal, and only written when it changes elsewhere. */
function createProgressLine(): (line: string) => void {
  let last = '';
  return (line) => {
    if (line === last) return;
    last = line;
    process.stderr.write(process.stderr.isTTY ? `\r\u001b[K${line}` : `${line}\n`);
  };
}

async function startEverything(
  isHeadless: boolean,
  settings: Settings,
): Promise<{ backend: Backend; extension: ExtensionBrowser }> {
  const workDir = await mkdtemp(join(tmpdir(), 's3-uploader-'));
  cleanups.push(() => rm(workDir, { recursive: true, force: true, maxRetries: 5 }));

  say('building the extension');
  const extensionDir = await buildExtension(root);

  const backend = await startBackend({ dataDir: join(workDir, 'store'), apiKey });
  cleanups.push(() => backend.close());
  say(`gateway at ${backend.gatewayUrl}, S3 store at ${backend.s3.endpoint}`);

  const extension = await launchExtensionBrowser({
    executablePath: process.env['CHROME_PATH'] ?? '',
    extensionDir,
    userDataDir: join(workDir, 'profile'),
    isHeadless,
  });
  cleanups.push(() => extension.browser.close());
  await pointExtension(extension, {
    ...settings,
    profiles: [{ ...defaultProfile, apiKey, apiUrl: backend.gatewayUrl }],
  });
  return { backend, extension };
}

async function uploadAll(paths: readonly string[]): Promise<boolean> {
  const { backend, extension } = await startEverything(true, unguardedSettings);
  let isGood = true;
  for (const path of paths) {
    const progress = createProgressLine();
    const result = await uploadFile(extension, path, backend.s3, progress);
    if (process.stderr.isTTY) process.stderr.write('\n');
    process.stdout.write(`${JSON.stringify(result)}\n`);
    isGood &&= result.verified;
  }
  say(isGood ? 'every file was stored and read back equal' : 'not every file was stored');
  return isGood;
}

async function openForPerson(): Promise<boolean> {
  const { backend, extension } = await startEverything(false, defaultSettings);
  const demo = await startDemoSite(join(root, 'scripts/demo'));
  cleanups.push(() => demo.close());
  const [page] = await extension.browser.pages();
  await (page ?? (await extension.browser.newPage())).goto(demo.url);
  say(`
A browser is open with the extension in it, pointed at ${backend.gatewayUrl}. Try:
  - Click the puzzle piece in the toolbar, then S3 Uploader; choose or drop a file; copy its link.
  - Close the popup while a large file is on its way, and open it again.
  - Right-click a picture on the page and choose "Upload image to S3".
  - Right-click the extension's button and choose Options, to send files elsewhere.
Ctrl-C here, or closing the browser, stops everything and removes what was stored.`);
  await Promise.race([
    new Promise<void>((done) => extension.browser.once('disconnected', () => done())),
    new Promise<void>((done) => {
      for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.once(signal, () => done());
    }),
  ]);
  return true;
}

/** A file that compresses to nothing smaller, of several parts. */
async function makeSample(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 's3-uploader-sample-'));
  cleanups.push(() => rm(folder, { recursive: true, force: true }));
  const path = join(folder, 'sample.bin');
  const file = await open(path, 'w');
  for (let written = 0; written < SAMPLE_BYTES; written += 1024 ** 2)
    await file.write(randomBytes(1024 ** 2));
  await file.close();
  return path;
}

/** Why a path can't be uploaded, or nothing. */
async function whatIsWrong(path: string): Promise<string | undefined> {
  try {
    await access(path, constants.R_OK);
    return (await stat(path)).isFile() ? undefined : `${path} is not a file`;
  } catch {
    return `${path} can't be read`;
  }
}

async function cleanUp(): Promise<void> {
  while (cleanups.length > 0)
    await cleanups
      .pop()?.()
      .catch((error) => say(String(error)));
}

async function main(): Promise<boolean> {
  const callersFolder = process.env['INIT_CWD'] ?? process.cwd();
  const named = process.argv.slice(2).map((path) => resolve(callersFolder, path));
  const faults = (await Promise.all(named.map(whatIsWrong))).filter((fault) => fault !== undefined);
  for (const fault of faults) say(fault);
  if (faults.length > 0) return false;

  const hasDisplay =
    process.platform !== 'linux' ||
    Boolean(process.env['DISPLAY']) ||
    Boolean(process.env['WAYLAND_DISPLAY']);
  if (named.length === 0 && hasDisplay) return await openForPerson();
  if (named.length === 0) say(`no display and no files: uploading a sample of ${SAMPLE_BYTES} random bytes`);
  const interrupted = new Promise<boolean>((done) => {
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.once(signal, () => done(false));
  });
  return await Promise.race([uploadAll(named.length > 0 ? named : [await makeSample()]), interrupted]);
}

try {
  process.exitCode = (await main()) ? 0 : 1;
} catch (error) {
  say(error instanceof Error ? (error.stack ?? error.message) : String(error));
  process.exitCode = 1;
} finally {
  await cleanUp();
}
process.exit();
