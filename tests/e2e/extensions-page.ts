import type { ExtensionBrowser } from '../../scripts/extension-browser.ts';

/** What a person can switch on the browser's own page about an extension. */
export interface ExtensionSwitches {
  /** Reloads the extension. */
  readonly incognitoAccess?: boolean;
  /** Which hosts of its manifest it may reach. */
  readonly hostAccess?: 'ON_CLICK' | 'ON_ALL_SITES';
}

/** Switches something on the browser's own page about the extension. */
export async function switchExtension(
  { browser, extensionId }: ExtensionBrowser,
  switches: ExtensionSwitches,
): Promise<void> {
  const page = await browser.newPage();
  await page.goto('chrome://extensions');
  // Without the developer mode, a reloaded extension that came from a folder stays off.
  await page.evaluate('chrome.developerPrivate.updateProfileConfiguration({ inDeveloperMode: true })');
  const update = JSON.stringify({ extensionId, ...switches });
  await page.evaluate(`chrome.developerPrivate.updateExtensionConfiguration(${update})`);
  await page.waitForFunction(
    `chrome.developerPrivate.getExtensionInfo(${JSON.stringify(extensionId)}).then(({ state }) => state === 'ENABLED')`,
    { polling: 50 },
  );
  await page.close();
}
