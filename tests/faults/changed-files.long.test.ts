import { execFileSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { appendFile, readFile, rename, rm, truncate, writeFile } from 'node:fs/promises';
import { expect, test } from 'vitest';
import { giveAgain, refusalSays } from './choosing.ts';
import { expectNothingStored, expectStoredOnce } from './expect-stored.ts';
import { callsOf } from './judge.ts';
import { cancel, LIVE_BYTES, useLiveBench } from './live-bench.ts';
import type { Row } from './rows.ts';
import { describeOnSmallDisk } from './small-disk.ts';

describeOnSmallDisk('a file that the disk has no room to copy', () => {
  const live = useLiveBench();
  const callsFor = (step: 'start' | 'put' | 'complete', file: string) =>
    callsOf(live.bench.proxy.history.exchanges, step, { file });

  /** Puts the original back, which is taken and stored; what was stored of it before is not sent again. */
  async function goesOnWith(path: string, name: string, original: Uint8Array, row: Row): Promise<void> {
    const before = callsFor('put', name).length;
    expect(callsFor('complete', name)).toHaveLength(0);
    await writeFile(path, original);
    await giveAgain(live.page, row, path);
    await expectStoredOnce(live.bench, live.page, row, path);
    expect(callsFor('start', name)).toHaveLength(1);
    expect(callsFor('put', name)).toHaveLength(6);
    expect(before).toBeGreaterThan(0);
  }

  test('FC2 FC3: a file overwritten while a part is on the wire is asked for again, and only the original goes on', async () => {
    const path = await live.bench.makeFile('fc2.bin', LIVE_BYTES);
    const original = await readFile(path);
    const { row, release } = await live.chooseAndHold(path, 2);
    await writeFile(path, randomBytes(LIVE_BYTES));
    release();
    await row.waitsFor('file');
    await row.says(/was changed since it was chosen, or can’t be read/);
    await giveAgain(live.page, row, path);
    await refusalSays(live.page, /“fc2.bin” is not the file of this upload: its bytes differ/);
    await expectNothingStored(live.bench, path);
    await goesOnWith(path, 'fc2.bin', original, row);
  });

  test('FC4: a file changed with the same size and time is found out before it is completed', async () => {
    const path = await live.bench.makeFile('fc4.bin', LIVE_BYTES);
    const original = await readFile(path);
    execFileSync('touch', ['-r', path, `${path}.time`]);
    const { row, release } = await live.chooseAndHold(path, 3);
    await writeFile(path, randomBytes(LIVE_BYTES));
    execFileSync('touch', ['-r', `${path}.time`, path]);
    release();
    await row.waitsFor('file');
    await row.says(/has changed while it was being uploaded/);
    expect(callsFor('complete', 'fc4.bin')).toHaveLength(0);
    await writeFile(path, original);
    await giveAgain(live.page, row, path);
    // The later parts are those of the other file: neither of the two is what was sent.
    await refusalSays(live.page, /its bytes differ from those already sent/);
    await cancel(live.page, row);
    await expectNothingStored(live.bench, path);
  });

  test.each<[string, RegExp, (path: string) => Promise<void>]>([
    ['has grown', /was changed since/, (path) => appendFile(path, 'more')],
    ['was cut', /was changed since/, (path) => truncate(path, 1000)],
    ['was deleted', /no longer there/, (path) => rm(path)],
    ['was renamed', /no longer there/, (path) => rename(path, `${path}.old`)],
  ])('FC5: of a file that %s the row says so, and goes on once it is back', async (what, text, change) => {
    const name = `fc5 ${what}.bin`;
    const path = await live.bench.makeFile(name, LIVE_BYTES);
    const original = await readFile(path);
    const { row, release } = await live.chooseAndHold(path, 2);
    await change(path);
    release();
    await row.waitsFor('file');
    await row.says(text);
    await goesOnWith(path, name, original, row);
  });

  test('FC6: another file is not taken for the one that is asked for, and the reason is said', async () => {
    const path = await live.bench.makeFile('fc6.bin', LIVE_BYTES);
    const original = await readFile(path);
    const { row, release } = await live.chooseAndHold(path, 2);
    await appendFile(path, 'more');
    release();
    await row.waitsFor('file');
    const named = await live.bench.makeFile('fc6 other.bin', LIVE_BYTES);
    await giveAgain(live.page, row, named);
    await refusalSays(live.page, /“fc6 other.bin” is not the file of this upload: its name or size/);
    await giveAgain(live.page, row, path);
    await refusalSays(live.page, /“fc6.bin” is not the file of this upload: its name or size/);
    await goesOnWith(path, 'fc6.bin', original, row);
  });

  test('FC3: a file changed while the worker was dead is refused from the page that held it, and asked for', async () => {
    const path = await live.bench.makeFile('fc3.bin', LIVE_BYTES);
    const original = await readFile(path);
    const { row, release } = await live.chooseAndHold(path, 3);
    await live.bench.killWorker();
    await writeFile(path, randomBytes(LIVE_BYTES));
    release();
    await row.waitsFor('file');
    await refusalSays(live.page, /“fc3.bin” was changed since it was chosen/);
    expect(callsFor('complete', 'fc3.bin')).toHaveLength(0);
    await writeFile(path, original);
    await giveAgain(live.page, row, path);
    await expectStoredOnce(live.bench, live.page, row, path);
    expect(callsFor('start', 'fc3.bin')).toHaveLength(1);
  });

  test('FC8: a file that is still being written is asked for again, and never stored in part', async () => {
    const path = await live.bench.makeFile('fc8 live.bin', LIVE_BYTES);
    const { row, release } = await live.chooseAndHold(path, 2);
    const writing = setInterval(() => void appendFile(path, 'more'), 20);
    release();
    await row.waitsFor('file');
    clearInterval(writing);
    await giveAgain(live.page, row, path);
    await refusalSays(live.page, /its name or size differs. Choose the original, or cancel/);
    await cancel(live.page, row);
    await expectNothingStored(live.bench, path);
  });
});
