import { execFileSync } from 'node:child_process';
import { mkdir, rm, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import type { PageState } from '../tests/pages/page-state.ts';
import { type Stage, setTheme, startStage } from '../tests/pages/stage.ts';
import { openState, pageStates } from '../tests/pages/states.ts';
import { buildExtension } from './build-extension.ts';
import { copyInLanguage } from './extension-in-language.ts';
import { which } from './find-browser.mjs';

// `npm run screenshots`: every page in its states, light, dark and in Arabic, into .data/screenshots; those that the
// README shows into docs/screenshots.

const { values } = parseArgs({
  options: {
    /** Only the states whose file name has this in it. */
    only: { type: 'string', default: '' },
    /** Only those that the README shows. */
    readme: { type: 'boolean', default: false },
    /** Pages as wide as this, pixels; else each as wide as it is made for. */
    width: { type: 'string' },
    /** Pages to their very end. */
    whole: { type: 'boolean', default: false },
    /** Takes the extension that is built already. */
    built: { type: 'boolean', default: false },
  },
});

const root = resolve(import.meta.dirname, '..');
const allDir = join(root, '.data/screenshots');
const readmeDir = join(root, 'docs/screenshots');
/** What the README shows, when it is not looked at in another way. */
const isAsUsual = values.width === undefined && !values.whole;
const shown = [
  'popup-under-way-light',
  'popup-under-way-dark',
  'popup-under-way-arabic',
  'uploads-under-way-light',
  'options-with-a-policy-light',
  'welcome-proved-light',
];
/** Of a page with little in it, and of one that goes on, pixels: a dialog has room in both. */
const LEAST_HIGH = 480;
const MOST_HIGH = values.whole ? 12_000 : 1400;

/** Half as large, where there is ImageMagick; on Windows `convert` is another program. */
function shrink(path: string): void {
  const convert = process.platform === 'win32' ? undefined : which('convert');
  if (convert !== undefined)
    execFileSync(convert, [path, '-dither', 'None', '-colors', '128', `png8:${path}`]);
}

type Look = 'light' | 'dark' | 'arabic';

/** Brings about a state once, and takes a picture of it for each name. */
async function take(stage: Stage, state: PageState, looks: readonly Look[]): Promise<void> {
  const names = looks.map((look) => `${state.page}-${state.name}-${look}`.replaceAll(' ', '-'));
  const isWanted = (name: string) => name.includes(values.only) && (!values.readme || shown.includes(name));
  if (!names.some(isWanted)) return;
  await state.prepare(stage);
  const page = await openState(stage, state, {
    theme: 'light',
    ...(values.width !== undefined && { width: Number(values.width) }),
  });
  const height = Number(await page.evaluate('Math.ceil(document.body.getBoundingClientRect().bottom)'));
  const width = page.viewport()?.width ?? 1000;
  await page.setViewport({ width, height: Math.min(Math.max(height, LEAST_HIGH), MOST_HIGH) });
  for (const [index, name] of names.entries()) {
    if (!isWanted(name)) continue;
    await setTheme(page, looks[index] === 'dark' ? 'dark' : 'light');
    const png = await page.screenshot();
    await writeFile(join(allDir, `${name}.png`), png);
    if (isAsUsual && shown.includes(name)) {
      await writeFile(join(readmeDir, `${name}.png`), png);
      shrink(join(readmeDir, `${name}.png`));
    }
    process.stderr.write(`${name}\n`);
  }
  await page.close();
}

async function takeAll(extensionDir: string, looks: readonly Look[]): Promise<void> {
  const stage = await startStage(extensionDir);
  try {
    for (const state of pageStates) await take(stage, state, looks);
  } finally {
    await stage.close();
  }
}

const extensionDir = values.built ? join(root, '.output/chrome-mv3') : await buildExtension(root);
for (const dir of [allDir, readmeDir]) await mkdir(dir, { recursive: true });
await takeAll(extensionDir, ['light', 'dark']);
const arabicDir = join(root, '.data/arabic-extension');
await rm(arabicDir, { recursive: true, force: true });
await copyInLanguage(extensionDir, arabicDir, 'ar');
await takeAll(arabicDir, ['arabic']);
await rm(arabicDir, { recursive: true });
