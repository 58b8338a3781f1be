import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { delimiter, join } from 'node:path';
import { fileURLToPath } from 'node:url';

// Plain JavaScript: this runs before anything is installed.

const root = fileURLToPath(new URL('..', import.meta.url));
const variables = ['CHROME_PATH', 'PUPPETEER_EXECUTABLE_PATH'];
const commands = ['chromium', 'chromium-browser', 'google-chrome-stable', 'google-chrome', 'chrome'];
const places = {
  darwin: [
    '/Applications/Chromium.app/Contents/MacOS/Chromium',
    '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  ],
  win32: [process.env.PROGRAMFILES, process.env['PROGRAMFILES(X86)'], process.env.LOCALAPPDATA].flatMap(
    (folder) =>
      folder
        ? [
            join(folder, 'Google/Chrome/Application/chrome.exe'),
            join(folder, 'Chromium/Application/chrome.exe'),
          ]
        : [],
  ),
};

/**
 * Finds a Chromium or Chrome, fetches one when there is none, and says each step.
 * @param {(line: string) => void} say
 * @returns {string | undefined} the path of its executable
 */
export function findBrowser(say) {
  return fromVariable(say) ?? installed(say) ?? fromPuppeteer(say) ?? fromDebian(say);
}

function fromVariable(say) {
  for (const name of variables) {
    const path = process.env[name];
    if (!path) continue;
    if (works(path)) return found(say, path, `named by ${name}`);
    say(`${name} names ${path}, which does not run; looking further`);
  }
  return undefined;
}

function installed(say) {
  const path = [...commands.map(which), ...(places[process.platform] ?? [])].find(
    (path) => path && works(path),
  );
  return path && found(say, path, 'installed');
}

function fromPuppeteer(say) {
  const cached = puppeteerPath();
  if (cached && works(cached)) return found(say, cached, "in Puppeteer's cache");
  say("no browser is installed; downloading Puppeteer's Chrome");
  const cli = join(root, 'node_modules/puppeteer/lib/cjs/puppeteer/node/cli.js');
  const download = spawnSync(process.execPath, [cli, 'browsers', 'install', 'chrome'], {
    cwd: root,
    stdio: ['ignore', 'ignore', 'inherit'],
    timeout: 10 * 60_000,
  });
  const path = puppeteerPath();
  if (download.status === 0 && path && works(path)) return found(say, path, 'downloaded');
  say('the download did not work');
  return undefined;
}

function fromDebian(say) {
  if (!aptGet(say, ['chromium'])) return undefined;
  const path = which('chromium');
  return path && works(path) ? found(say, path, 'installed with apt-get') : undefined;
}

/**
 * Installs Debian packages, where that can be done without asking anybody.
 * @param {(line: string) => void} say
 * @param {readonly string[]} packages
 */
export function aptGet(say, packages) {
  if (process.getuid?.() !== 0 || !which('apt-get')) return false;
  say(`apt-get install ${packages.join(' ')}`);
  const options = {
    stdio: ['ignore', 'ignore', 'inherit'],
    env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
  };
  const wait = ['-o', 'DPkg::Lock::Timeout=300'];
  const install = () =>
    spawnSync('apt-get', [...wait, 'install', '-y', '--no-install-recommends', ...packages], options)
      .status === 0;
  // The first try serves a machine with fresh lists; the second one a machine with none.
  return install() || (spawnSync('apt-get', [...wait, 'update'], options).status === 0 && install());
}

/** @param {string} command @returns {string | undefined} */
export function which(command) {
  const extension = process.platform === 'win32' ? '.exe' : '';
  return (process.env.PATH ?? '')
    .split(delimiter)
    .map((folder) => join(folder, command + extension))
    .find((path) => existsSync(path));
}

function works(path) {
  if (!existsSync(path)) return false;
  // On Windows `--version` opens a window and prints nothing.
  return process.platform === 'win32' || spawnSync(path, ['--version'], { timeout: 30_000 }).status === 0;
}

function puppeteerPath() {
  try {
    return createRequire(import.meta.url)('puppeteer').executablePath();
  } catch {
    return undefined;
  }
}

function found(say, path, how) {
  say(`browser: ${path} (${how})`);
  return path;
}
