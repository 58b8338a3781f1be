import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, onTestFinished, test } from 'vitest';
import { copyPermitted } from '../permitted-extension.ts';
import { builtExtensionDir, MIB, PART_BYTES } from './bench.ts';
import { refusal } from './canned.ts';
import { type ChosenFile, type Scene, useScene } from './scene.ts';
import { publicKeyHash } from './self-signed.ts';
import { startTlsFront, WINDOW_BYTES } from './tls-front.ts';
import { fallsOf, type ShownBar, watchBar } from './watched-bar.ts';

/**
 * Over plain HTTP a part has to be a good deal larger than the kernel's buffers to show that the bar moves with the line,
 * and Node can set no receive buffer. Measured on loopback, with Linux' own limits: a socket that nobody reads takes
 * 4,128,768 bytes, one that is read at 500 kB/s stays 2.9 to 4.3 MB behind, and with what the browser itself keeps, a
 * part of 5 MiB that is read at 800 kB/s counts as sent within 0.2 s.
 */
const PART = 16 * MIB;
const SIZE = 2 * PART + MIB;
const BYTES_PER_SECOND = 4_000_000;

/** Sends a file over a slow line whose buffers are a good deal smaller than a part, and watches its bar. */
async function watchUpload(scene: Scene, name: string): Promise<[ChosenFile, ShownBar]> {
  await scene.bench.configure({ upload: { partSize: PART } });
  scene.proxy.inject({ match: { step: 'put' }, do: { kind: 'throttle', bytesPerSecond: BYTES_PER_SECOND } });
  const file = await scene.choose(name, SIZE);
  const bar = await watchBar(scene.page, file.row);
  await file.isStored();
  return [file, await bar.read()];
}

function expectHonest(shown: ShownBar, size = SIZE): void {
  expect(shown.max).toBe(size);
  expect(fallsOf(shown)).toEqual([]);
  expect(Math.max(...shown.looks.map(({ value }) => value))).toBeLessThan(size);
  expect(shown.endedIn).toBe('succeeded');
}

/** Values that are no sum of whole parts. */
function insideParts({ looks }: ShownBar): readonly number[] {
  const last = SIZE - 2 * PART;
  const sums = [0, last, PART, PART + last, 2 * PART, SIZE - 1];
  return [...new Set(looks.map(({ value }) => value))].filter((value) => !sums.includes(value));
}

describe('with an offscreen document', () => {
  const scene = useScene({ args: [`--ignore-certificate-errors-spki-list=${publicKeyHash}`] });

  test('on a slow line the bar moves within a part, never falls, and is full only when the file is stored', async () => {
    const [file, shown] = await watchUpload(scene, 'progress.bin');
    expectHonest(shown);
    expect(insideParts(shown).length).toBeGreaterThan(5);
    expect(
      shown.looks.filter(({ text }) => /^[\d.]+ of 34\.6 MB · [\d.]+ [kM]B\/s · \d+ sec left$/.test(text)),
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

  test('through a receive window of 64 KiB the bar of a part of 5 MiB shows what the line has taken', async () => {
    const front = await startTlsFront(() => scene.proxy);
    onTestFinished(() => front.close());
    // So that nothing is known of the line: a bar of a fast one moves by parts.
    await scene.bench.killWorker();
    await scene.bench.configure({ apiUrl: front.url, upload: { partSize: PART_BYTES } });
    const line = front.slowDown(1_000_000);
    const file = await scene.choose('window.bin', PART_BYTES);
    const bar = await watchBar(scene.page, file.row);
    await file.isStored();
    const shown = await bar.read();
    expectHonest(shown, PART_BYTES);
    expect(front.versions).toContain('2.0');
    expect(new Set(shown.looks.map(({ value }) => value)).size).toBeGreaterThan(10);
    const ahead = shown.looks.map(({ value, atMs }) => value - line.readBytes(atMs));
    expect(Math.max(...ahead)).toBeLessThan(4 * WINDOW_BYTES);
  });

  test('the bar does not fall when a part breaks halfway, nor when the background is killed and knows less', async () => {
    await scene.bench.killWorker();
    await scene.bench.configure({ upload: { partSize: PART_BYTES } });
    scene.proxy.inject(
      {
        match: { step: 'put', part: 1, attempt: 1 },
        do: { kind: 'reset', afterBytes: 'half', bytesPerSecond: 1_500_000 },
      },
      { match: { step: 'put', attempt: 1 }, do: { kind: 'throttle', bytesPerSecond: 800_000 } },
    );
    const file = await scene.choose('broken.bin', 2 * PART_BYTES + MIB);
    const bar = await watchBar(scene.page, file.row);
    await bar.reaches(PART_BYTES);
    // Nothing more is sent from here on: what is on the wire is lost, and then the memory of it.
    const signing = scene.proxy.holdAll({ step: 'upload' }, 'forward');
    await scene.proxy.history.until(
      () => file.calls('put', 1).some(({ end }) => end === 'reset'),
      'a broken part',
    );
    await scene.bench.killWorker();
    await scene.proxy.history.until(
      () => file.calls('upload', 2).length === 2,
      'a part that is signed again after the kill',
    );
    const before = await bar.read();
    expect((await file.job()).sentBytes).toBeLessThan(before.looks.at(-1)?.value ?? 0);
    signing.release();
    await file.isStored();
    expectHonest(await bar.read(), 2 * PART_BYTES + MIB);
    expect(file.calls('put', 1).length).toBeGreaterThan(1);
    expect(file.calls('start')).toHaveLength(1);
  });

  test('the bar falls once when the server has forgotten the upload, and the row says in that moment that it was begun anew', async () => {
    await scene.bench.killWorker();
    await scene.bench.configure({ upload: { partSize: PART_BYTES } });
    let forget = (): void => undefined;
    const hasMoved = new Promise<void>((resolve) => (forget = resolve));
    scene.proxy.inject(
      {
        match: { step: 'upload', part: 2, attempt: 1 },
        do: { ...refusal(404, 'Unknown upload'), notBefore: hasMoved },
      },
      { match: { step: 'put', part: 1, attempt: 1 }, do: { kind: 'throttle', bytesPerSecond: 800_000 } },
    );
    const file = await scene.choose('forgotten.bin', 2 * PART_BYTES + MIB);
    const bar = await watchBar(scene.page, file.row);
    await bar.reaches(3 * MIB);
    const signing = scene.proxy.holdAll({ step: 'upload' }, 'forward');
    forget();
    await file.row.says(/it was begun anew/);
    await scene.proxy.history.until(
      () => file.calls('upload').length === 6,
      'three parts that are signed again',
    );
    // They are on their way, and not one byte of them is on the wire.
    expect((await file.job()).sentBytes).toBe(0);
    signing.release();
    await file.isStored();
    const shown = await bar.read();
    const [fall, ...others] = fallsOf(shown);
    expect(others).toEqual([]);
    expect(fall).toMatchObject({ before: { saysRestart: false }, after: { value: 0, saysRestart: true } });
    expect(shown.endedIn).toBe('succeeded');
    expect(file.calls('start')).toHaveLength(2);
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
