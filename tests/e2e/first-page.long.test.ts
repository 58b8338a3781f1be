import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { hasScreenTools, type Screen, startScreen } from '../../scripts/screen.ts';
import { answerPermission } from './answer-permission.ts';
import { apiKey, type Harness, startHarness } from './harness.ts';

// The browser's own question, which nothing but a key press on a screen answers.
describe.runIf(hasScreenTools())('the first page asks for the host of the gateway', () => {
  let screen: Screen;
  let harness: Harness;

  beforeAll(async () => {
    screen = await startScreen();
    harness = await startHarness({ isHeadless: false, env: screen.env, args: ['--window-size=1200,950'] });
  });
  afterAll(async () => {
    await harness.close();
    screen.close();
  });

  async function lookForGateway(answer: 'allow' | 'deny'): Promise<boolean> {
    const page = await harness.openPage('welcome.html');
    const field = (name: string) => page.locator(`::-p-aria([name="${name}"][role="textbox"])`);
    await page.locator('::-p-aria([name="It is looked for at 127.0.0.1:8080. Look elsewhere"])').click();
    await field('Address of the gateway').fill(harness.backend.gatewayUrl);
    await field('API key of the gateway').fill(apiKey);
    await page.locator('::-p-aria([name="Look for the gateway"][role="button"])').click();
    await answerPermission(screen, page, answer);
    await page.waitForSelector('::-p-aria([name="Ready: your files go there now"][role="heading"])');
    const isAllowed = await page.evaluate(
      `browser.permissions.contains({ origins: ['http://127.0.0.1/*'] })`,
    );
    await page.close();
    return isAllowed === true;
  }

  test('where that is denied it is used all the same, since it lets every page read its answers', async () => {
    expect(await lookForGateway('deny')).toBe(false);
  });

  test('what is allowed there is allowed for uploads', async () => {
    expect(await lookForGateway('allow')).toBe(true);
  });
});
