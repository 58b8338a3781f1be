import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { findBrowser } from './find-browser.mjs';

// Plain JavaScript: this runs before anything is installed.

export const root = fileURLToPath(new URL('..', import.meta.url));
const installedMark = join(root, 'node_modules/.installed-lockfile');

/** @param {string} line */
export function say(line) {
  process.stderr.write(`setup: ${line}\n`);
}

/**
 * Brings a fresh clone to where it can run: packages and a browser. Ends the process, saying what to do, when it can't.
 * @returns {string} the browser's executable
 */
export function setUp() {
  requireNode();
  installPackages();
  const browser = findBrowser(say);
  if (browser === undefined) {
    say(
      'no Chromium or Chrome could be had. Install one, or name it in the environment: CHROME_PATH=/path/to/chrome',
    );
    process.exit(1);
  }
  return browser;
}

function requireNode() {
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
  if (major > 20 || (major === 20 && minor >= 19)) return;
  say(`Node ${process.versions.node} is too old; 20.19 or newer is needed: https://nodejs.org`);
  process.exit(1);
}

/** `npm ci` when node_modules is missing or was installed from another lockfile. */
export function installPackages() {
  const lockfile = createHash('sha256')
    .update(readFileSync(join(root, 'package-lock.json')))
    .digest('hex');
  const isFresh = existsSync(installedMark) && readFileSync(installedMark, 'utf8') === lockfile;
  if (isFresh) {
    say('packages are up to date');
    return;
  }
  say('installing packages: npm ci');
  const npm = process.platform === 'win32' ? 'npm.cmd' : 'npm';
  const install = spawnSync(npm, ['ci', '--no-audit', '--no-fund', '--loglevel=error'], {
    cwd: root,
    // What npm prints belongs with our own progress; stdout is for results.
    stdio: ['ignore', 2, 2],
    shell: process.platform === 'win32',
  });
  if (install.status !== 0) {
    say('npm ci failed; its message stands above. It needs the npm registry.');
    process.exit(1);
  }
  writeFileSync(installedMark, lockfile);
}

/**
 * Runs one of the installed packages' commands, or Node itself, and ends the process when it fails.
 * @param {string} script path of a JavaScript file
 * @param {readonly string[]} args
 * @param {NodeJS.ProcessEnv} [env]
 */
export function runNode(script, args, env = {}) {
  const result = spawnSync(process.execPath, [join(root, script), ...args], {
    cwd: root,
    stdio: 'inherit',
    env: { ...process.env, ...env },
  });
  return result.status ?? 1;
}
