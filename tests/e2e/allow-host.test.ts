import { createHash } from 'node:crypto';
import { AwsClient } from 'aws4fetch';
import type { Page } from 'puppeteer';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { hasScreenTools, type Screen, startScreen } from '../../scripts/screen.ts';
import { chooseFiles } from '../../scripts/uploads.ts';
import { answerPermission } from './answer-permission.ts';
import { expectStored, type Harness, startHarness, waitForEnd } from './harness.ts';

/** Lets pages send parts but not read their ETag, as many a bucket's rules do. */
async function hideEtag({ backend }: Harness): Promise<void> {
  const rule = ['PUT', 'GET'].map((method) => `<AllowedMethod>${method}</AllowedMethod>`).join('');
  const body = `<CORSConfiguration><CORSRule><AllowedOrigin>*</AllowedOrigin>${rule}<AllowedHeader>*</AllowedHeader></CORSRule></CORSConfiguration>`;
  const client = new AwsClient({ ...backend.s3, service: 's3' });
  const answer = await client.fetch(`${backend.s3.endpoint}/${backend.s3.bucket}?cors`, {
    method: 'PUT',
    body,
    headers: { 'Content-MD5': createHash('md5').update(body).digest('base64') },
  });
  expect(answer.status).toBe(200);
}

const allowButton = '::-p-aria([name="Allow 127.0.0.1"][role="button"])';

describe.runIf(hasScreenTools())('a store that hides the ETag', () => {
  let screen: Screen;
  let harness: Harness;
  let page: Page;

  beforeAll(async () => {
    screen = await startScreen();
    harness = await startHarness({ isHeadless: false, env: screen.env, args: ['--window-size=1200,950'] });
    await harness.configure();
    await hideEtag(harness);
    page = await harness.openPage('popup.html');
  });
  afterAll(async () => {
    await harness.close();
    screen.close();
  });

  test('is never taken for success; with its host allowed the upload ends whole', async () => {
    const path = await harness.makeFile('hidden.bin', 11 * 1024 ** 2);
    await chooseFiles(page, [path]);
    const job = await waitForEnd(page, 'hidden.bin');
    expect(job).toMatchObject({ state: 'waiting', error: { code: 'etag-hidden' } });
    expect(job.waiting).toEqual({ reason: 'permission' });
    expect(await page.$eval('[data-job]', (row) => row.textContent)).toContain('Allow its host');

    await page.locator(allowButton).click();
    await answerPermission(screen, page, 'allow');
    await page.waitForSelector('[data-state=succeeded]');
    await expectStored(harness, await waitForEnd(page, 'hidden.bin'), path);
  });

  // After the test above: what was allowed once is allowed again without a question.
  test('L13: an upload whose host is withdrawn while parts are sent waits for it, and goes on once it is back', async () => {
    const path = await harness.makeFile('withdrawn.bin', 151 * 1024 ** 2);
    // Seconds from the first part to the last, however fast the machine is.
    await harness.configure({ bandwidthLimit: 40_000_000 });
    await chooseFiles(page, [path]);
    await page.waitForFunction(
      () => /part [1-9]/.test(document.querySelector('[data-job]')?.textContent ?? ''),
      {
        polling: 20,
      },
    );
    expect(await page.evaluate(`browser.permissions.remove({ origins: ['http://127.0.0.1/*'] })`)).toBe(true);
    const job = await waitForEnd(page, 'withdrawn.bin');
    expect(job).toMatchObject({ state: 'waiting', waiting: { reason: 'permission' } });
    expect(job.storedParts).toBeGreaterThan(0);
    expect(job.storedParts).toBeLessThan(job.partCount);

    await page.locator(allowButton).click();
    await page.waitForFunction(() => document.querySelectorAll('[data-state=succeeded]').length === 2, {
      polling: 50,
      timeout: 90_000,
    });
    const stored = await waitForEnd(page, 'withdrawn.bin');
    await expectStored(harness, stored, path);
    expect(stored.restarts).toBe(0);
  });
});
