import { aptGet, which } from './find-browser.mjs';
import { runNode, say, setUp } from './set-up.mjs';

// `npm test`: everything that must hold for a commit, in the order in which faults are cheapest to find.
const browser = setUp();
const isFull = process.argv.includes('--full');

/** A real right-click needs a screen and a hand; without them the tests that use them say that they did not run. */
function findScreen() {
  const tools = ['Xvfb', 'xdotool'];
  if (process.platform !== 'linux' || tools.every(which)) return;
  if (!aptGet(say, ['xvfb', 'xdotool']))
    say('for the right-click test install xvfb and xdotool; it is left out now');
}

const bin = 'node_modules';
const steps = [
  ['types of WXT', `${bin}/wxt/bin/wxt.mjs`, ['prepare']],
  ['lint and format', `${bin}/@biomejs/biome/bin/biome`, ['ci', '--error-on-warnings']],
  ['types: core', `${bin}/typescript/bin/tsc`, ['-p', 'lib/core']],
  ['types: extension', `${bin}/typescript/bin/tsc`, ['-p', 'tsconfig.json']],
  ['types: server, scripts, tests', `${bin}/typescript/bin/tsc`, ['-p', 'tsconfig.node.json']],
  ['unit tests', `${bin}/vitest/vitest.mjs`, ['run', '--project', 'unit']],
  ['Firefox build', `${bin}/wxt/bin/wxt.mjs`, ['build', '-b', 'firefox', '--mv3']],
  ['Chromium build', `${bin}/wxt/bin/wxt.mjs`, ['build']],
  ['browser tests', `${bin}/vitest/vitest.mjs`, ['run', '--project', 'e2e']],
];
const fullSteps = [
  ['Chromium build', `${bin}/wxt/bin/wxt.mjs`, ['build']],
  ['pages in their states', `${bin}/vitest/vitest.mjs`, ['run', '--project', 'pages']],
  ['official clients', `${bin}/vitest/vitest.mjs`, ['run', '--project', 'clients']],
  ['browser tests with faults', `${bin}/vitest/vitest.mjs`, ['run', '--project', 'faults']],
  ['slow browser tests', `${bin}/vitest/vitest.mjs`, ['run', '--project', 'slow']],
  ['large files', `${bin}/vitest/vitest.mjs`, ['run', '--project', 'full']],
];

findScreen();
for (const [name, script, args] of isFull ? fullSteps : steps) {
  say(name);
  const status = runNode(script, args, { CHROME_PATH: browser });
  if (status !== 0) {
    say(`${name} failed`);
    process.exit(status);
  }
}
