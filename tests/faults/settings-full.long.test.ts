import { expect, test } from 'vitest';
import { describeOnSmallDisk } from './small-disk.ts';
import { useSmallDiskBench } from './small-disk-bench.ts';

describeOnSmallDisk('settings on a disk of 96 MiB', () => {
  const small = useSmallDiskBench(96);

  test('Q3: settings for which the disk has no room are an error at the button, and the old ones hold', async () => {
    const { bench, disk } = small;
    const page = await bench.extension.browser.newPage();
    await page.goto(bench.extension.pageUrl('options.html'));
    const settings = () => page.evaluate('browser.storage.local.get("settings")');
    const field = (label: string) => `::-p-aria([name="${label}"][role="textbox"])`;
    const save = () => page.locator('::-p-aria([name="Save"][role="button"])').click();
    const says = async (role: string) => {
      const text = await page.waitForFunction(
        (query: string) => document.querySelector(query)?.textContent || undefined,
        { polling: 50 },
        `form [role=${role}]`,
      );
      return await text.jsonValue();
    };
    const old = await settings();

    await disk.fill();
    // Larger than what the last block of the store's file may still hold.
    const policy = { expiry: 2_000_000_000, path: 'p'.repeat(6_000) };
    await page.locator(field('Policy')).fill(Buffer.from(JSON.stringify(policy)).toString('base64'));
    await page.locator(field('Signature')).fill('s');
    await save();
    expect(await says('alert')).toBe('The settings could not be saved. The old ones still hold.');
    expect(await settings()).toEqual(old);

    await disk.empty();
    await save();
    expect(await says('status')).toBe('Saved.');
    expect(await settings()).toMatchObject({ settings: { signature: 's' } });
    await page.close();
  });
});
