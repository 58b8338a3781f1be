import { spawn } from 'node:child_process';
import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { installPackages, root, setUp } from './set-up.mjs';

// Runs a TypeScript file of ours on a machine where nothing may be installed yet:
//   node scripts/run.mjs [--browser] FILE.ts [ARGUMENT …]
// With --browser it also finds a browser and names it in CHROME_PATH.
const [, , ...words] = process.argv;
const needsBrowser = words[0] === '--browser';
const [script = '', ...args] = needsBrowser ? words.slice(1) : words;

const env = { ...process.env };
if (needsBrowser) env.CHROME_PATH = setUp();
else installPackages();

const tsx = pathToFileURL(resolve(root, 'node_modules/tsx/dist/loader.mjs')).href;
const child = spawn(process.execPath, ['--import', tsx, resolve(root, script), ...args], {
  cwd: root,
  stdio: 'inherit',
  env,
});
// A terminal's Ctrl-C reaches the child by itself; other signals are passed on. The child ends what it started.
process.on('SIGINT', () => undefined);
for (const signal of ['SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal));
child.on('exit', (code, signal) => process.exit(code ?? (signal === null ? 0 : 1)));
