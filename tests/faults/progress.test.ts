import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { copyPermitted } from '../permitted-extension.ts';
import { builtExtensionDir, MIB } from './bench.ts';
import { type ChosenFile, useScene } from './scene.ts';

const PART = 16 * MIB;
const SIZE = 2 * PART + MIB;
const BYTES_PER_SECOND = 4_000_000;

/** Everything that the row's bar showed, with the times. */
interface Shown {
  readonly values: readonly number[];
  readonly max: number;
  readonly texts: readonly string[];
}

/** Sends a file over a slow line whose buffers are a good deal smaller than a part, and watches its bar. */
async function watchUpload(scene: ReturnType<typeof useScene>, name: string): Promise<[ChosenFile, Shown]> {
  await scene.bench.configure({ upload: { partSize: PART } });
  scene.proxy.inject({ match: { step: 'put' }, do: { kind: 'throttle', bytesPerSecond: BYTES_PER_SECOND } });
  const file = await scene.choose(name, SIZE);
  await scene.page.evaluate((row: string) => {
    const shown = { values: [] as number[], max: 0, texts: [] as string[] };
    Object.assign(globalThis, { shown });
    const look = () => {
      const bar = document.querySelector<HTMLProgressElement>(`${row} progress`);
      if (bar === null) return;
      shown.max = bar.max;
      if (shown.values.at(-1) !== bar.value) shown.values.push(bar.value);
      shown.texts.push(document.querySelector(`${row} .upload-progress`)?.textContent ?? '');
    };
    new MutationObserver(look).observe(document.body, {
      ...{ subtree: true, childList: true, attributes: true, characterData: true },
    });
    look();
  }, file.row.selector);
  await file.isStored();
  return [file, (await scene.page.evaluate('shown')) as Shown];
}

function expectHonest({ values, max }: Shown): void {
  expect(max).toBe(SIZE);
  expect(values).toEqual([...values].sort((a, b) => a - b));
  expect(Math.max(...values)).toBeLessThan(SIZE);
}

/** Values that are no sum of whole parts. */
const insideParts = ({ values }: Shown): readonly number[] => {
  const last = SIZE - 2 * PART;
  const sums = [0, last, PART, PART + last, 2 * PART, SIZE - 1];
  return values.filter((value) => !sums.includes(value));
};

describe('with an offscreen document', () => {
  const scene = useScene();

  test('on a slow line the bar moves within a part, never falls, and is full only when the file is stored', async () => {
    const [file, shown] = await watchUpload(scene, 'progress.bin');
    expectHonest(shown);
    expect(insideParts(shown).length).toBeGreaterThan(5);
    expect(
      shown.texts.filter((text) => /^[\d.]+ of 34\.6 MB · [\d.]+ [kM]B\/s · \d+ sec left$/.test(text)),
    ).not.toEqual([]);
    expect(file.calls('put')).toHaveLength(3);
  });

  test('a button of a row stays where it is when the bytes begin to flow', async () => {
    const top = (button: string): Promise<unknown> =>
      scene.page.$eval(button, (element) => element.getBoundingClientRect().top);
    const start = scene.proxy.hold({ step: 'start' }, 'forward');
    const put = scene.proxy.hold({ step: 'put', part: 2 }, 'forward');
    const file = await scene.choose('still.bin', 6 * MIB);
    await start.arrived;
    await file.row.shows('starting');
    const pause = `${file.row.selector} ::-p-aria([name="Pause"][role="button"])`;
    const topBefore = await top(pause);
    start.release();
    await put.arrived;
    await file.row.says(/ of 6\.3 MB/);
    expect(await top(pause)).toBe(topBefore);
    put.release();
    await file.isStored();
  });
});

describe('with host permission', () => {
  const extensionDir = mkdtempSync(join(tmpdir(), 's3-uploader-extension-'));
  copyPermitted(builtExtensionDir, extensionDir);
  afterAll(() => rmSync(extensionDir, { recursive: true }));
  const scene = useScene({ extensionDir });

  test('where cookies would be sent along parts go without the document: none are sent, and the bar moves by parts', async () => {
    const { browser } = scene.bench.extension;
    await browser.setCookie({ name: 'session', value: 'secret', domain: '127.0.0.1' });
    const [file, shown] = await watchUpload(scene, 'no cookies.bin');
    expectHonest(shown);
    expect(insideParts(shown)).toEqual([]);
    for (const { headers } of file.calls('put')) expect(headers).not.toHaveProperty('cookie');
  });
});
