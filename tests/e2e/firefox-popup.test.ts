import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { expect, test } from 'vitest';

const output = resolve(import.meta.dirname, '../../.output');

/** What the popup's own script hands to the page that all places for uploads share. */
function popupCode(build: string): string {
  const folder = join(output, build, 'chunks');
  const name = readdirSync(folder).find((file) => /^show-popup-.*\.js$/.test(file));
  if (name === undefined) throw new Error(`${build} has no popup`);
  return readFileSync(join(folder, name), 'utf8');
}

// What the button does then is tested with the component (components/file-input.test.tsx); this is that it is that one.
test.each([
  ['firefox-mv3', 'in a page that stays, since its dialog for files closes the popup', true],
  ['chrome-mv3', 'in the popup itself', false],
])('in the build %s files are chosen %s', (build, _where, staysOpenElsewhere) => {
  expect(/\bopenLastingPage\s*:/.test(popupCode(build))).toBe(staysOpenElsewhere);
});
