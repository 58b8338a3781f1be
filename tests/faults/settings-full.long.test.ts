import { expect, test } from 'vitest';
import { optionsOf } from '../e2e/options-fields.ts';
import { describeOnSmallDisk } from './small-disk.ts';
import { useSmallDiskBench } from './small-disk-bench.ts';

describeOnSmallDisk('settings on a disk of 96 MiB', () => {
  const small = useSmallDiskBench(96);

  test('Q3: settings for which the disk has no room are told, and the old ones hold', async () => {
    const { bench, disk } = small;
    const page = await bench.extension.browser.newPage();
    await page.goto(bench.extension.pageUrl('options.html'));
    const settings = () => page.evaluate('browser.storage.local.get("settings")');
    const options = optionsOf(page);
    const old = await settings();

    await disk.fill();
    // Larger than what the last block of the store's file may still hold.
    const policy = { expiry: 2_000_000_000, path: 'p'.repeat(6_000) };
    await options.enter('Policy', Buffer.from(JSON.stringify(policy)).toString('base64'));
    await options.enter('Signature', 's');
    const alert = await page.waitForSelector('[role=alert]:not(:empty)');
    expect(await alert?.evaluate(({ textContent }) => textContent)).toContain(
      'The settings could not be saved. The old ones still hold.',
    );
    expect(await settings()).toEqual(old);
    // What was entered is still there.
    expect(await options.valueOf('Signature')).toBe('s');

    await disk.empty();
    await options.press('Try again');
    await options.saved();
    expect(await settings()).toMatchObject({ settings: { profiles: [{ signature: 's' }] } });
    await page.close();
  });
});
