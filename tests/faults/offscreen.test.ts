import type { Target } from 'puppeteer';
import { beforeEach, expect, test } from 'vitest';
import { MIB } from './bench.ts';
import { isEffective } from './judge.ts';
import { type ChosenFile, useScene } from './scene.ts';

const scene = useScene();
const SIZE = 41 * MIB;
/** So slow that progress is worth telling, which is what the document is for. */
const slowLine = { kind: 'throttle', bytesPerSecond: 3_000_000 } as const;
/** A document that nobody needs is closed after a moment. */
const CLOSING_LIMIT_MS = 30_000;

beforeEach(() => scene.proxy.inject({ match: { step: 'put' }, do: slowLine }));

const isDocument = (target: Target) => target.url().endsWith('/offscreen.html');
const documents = () => scene.bench.extension.browser.targets().filter(isDocument);

/** Chooses a file and stops when two of its parts are on the wire. */
async function stopMidway(name: string) {
  const holds = [2, 3].map((part) => scene.proxy.hold({ step: 'put', part, attempt: 1 }, 'forward'));
  const file = await scene.choose(name, SIZE);
  await Promise.all(holds.map(({ arrived }) => arrived));
  expect(documents()).toHaveLength(1);
  return { file, release: () => holds.forEach(({ release }) => void release()) };
}

/** No part was stored twice, but for those whose answer may not have been heard. */
function expectFewTwice(file: ChosenFile): void {
  const parts = file.calls('put').filter(isEffective);
  expect(parts.length).toBeLessThanOrEqual(Math.ceil(SIZE / (5 * MIB)) + 5);
  expect(file.calls('start')).toHaveLength(1);
}

test('L12: a document that is closed with parts on the wire is made again, and they are sent again', async () => {
  const { file, release } = await stopMidway('l12 closed.bin');
  await scene.page.evaluate('chrome.offscreen.closeDocument()');
  await scene.proxy.history.until(
    () => [2, 3].every((part) => file.calls('put', part).length === 2),
    'the second try of both parts',
  );
  release();
  await file.isStored();
  expect([2, 3].map((part) => file.calls('put', part)[0]?.end)).toEqual(['client-left', 'client-left']);
  expectFewTwice(file);
});

test('L1 L12: a new worker takes over the document of one that was killed, which drops what it was sending', async () => {
  const { file, release } = await stopMidway('l12 taken over.bin');
  const before = documents();
  await scene.bench.killWorker();
  await scene.proxy.history.until(
    () => [2, 3].every((part) => file.calls('put', part)[0]?.end === 'client-left'),
    'the end of what the old worker had asked',
  );
  expect(documents()).toEqual(before);
  release();
  await file.isStored();
  expectFewTwice(file);
});

test('L12: the document is closed when there has been nothing to send for a while, and made for the next file', async () => {
  const first = await stopMidway('l12 first.bin');
  const [document] = documents();
  first.release();
  await first.file.isStored();
  await expect.poll(() => documents().length, { timeout: CLOSING_LIMIT_MS, interval: 250 }).toBe(0);
  const second = await stopMidway('l12 second.bin');
  expect(documents()[0]).not.toBe(document);
  second.release();
  await second.file.isStored();
});

test('the document is made while the upload is begun, before any part is ready for it, and not for a small file', async () => {
  await expect.poll(() => documents().length, { timeout: CLOSING_LIMIT_MS, interval: 250 }).toBe(0);
  const small = await scene.choose('small.bin', 100);
  await small.isStored();
  expect(documents()).toEqual([]);
  const hold = scene.proxy.hold({ step: 'start' }, 'answer');
  const large = await scene.choose('large.bin', SIZE);
  await hold.arrived;
  await expect.poll(() => documents().length).toBe(1);
  hold.release();
  await large.isStored();
});

test('L12: where no document can be had, the parts are sent without it', async () => {
  await expect.poll(() => documents().length, { timeout: CLOSING_LIMIT_MS, interval: 250 }).toBe(0);
  // Whoever makes a document holds this lock: now nobody can.
  await scene.page.evaluate(
    `void navigator.locks.request('offscreen-document', () => new Promise(() => {}))`,
  );
  const file = await scene.choose('l12 without.bin', 11 * MIB);
  await file.isStored();
  expect(documents()).toEqual([]);
  expect(file.calls('put')).toHaveLength(3);
});
