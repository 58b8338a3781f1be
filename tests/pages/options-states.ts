import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Page } from 'puppeteer';
import { defaultLinkSettings } from '../../lib/protocol/link-settings.ts';
import { settingsFileText } from '../../lib/protocol/settings-file.ts';
import { sealSecrets } from '../../lib/ui/settings-crypto.ts';
import { settingsWith } from '../../scripts/unguarded-settings.ts';
import { behindPages, type Listing, named } from './page-state.ts';
import { severalProfiles } from './sample-profiles.ts';
import type { Stage } from './stage.ts';

const policy = Buffer.from(
  JSON.stringify({
    expiry: 1_900_000_000,
    call: ['pick', 'store', 'read'],
    path: '/photos/.*',
    container: 'team-uploads',
    maxSize: 104_857_600,
  }),
).toString('base64url');

const configured = { policy, signature: 'f'.repeat(64), store: { location: 's3', path: 'photos/' } } as const;

const spent = Buffer.from(JSON.stringify({ expiry: 1_500_000_000, call: 'pick', path: '/films/' })).toString(
  'base64',
);

/** The stored settings as another page of the extension, or another version of it, would change them. */
const changed = (change: string) =>
  `chrome.storage.local.get('settings').then(({ settings }) => { ${change}; return chrome.storage.local.set({ settings }); })`;

async function chooseSettings(page: Page, { workDir }: Stage, text: string): Promise<void> {
  const path = join(workDir, 'settings.json');
  await writeFile(path, text);
  const input = await page.waitForSelector('#file input[type=file]');
  await (await input?.toElement('input'))?.uploadFile(path);
  await page.waitForSelector('.import-preview');
}

const openAll = (page: Page) =>
  page.$$eval('details', (all) => {
    for (const one of all) one.open = true;
  });

/** The options in their main states. */
export const optionsStates: readonly Listing[] = [
  { name: 'as installed', prepare: (stage) => stage.set({ apiKey: '' }, []) },
  {
    name: 'with a policy',
    prepare: (stage) =>
      stage.set({ ...configured, links: { ...defaultLinkSettings, copiesByItself: true } }, []),
    arrive: openAll,
  },
  {
    name: 'a fault beside its field',
    prepare: (stage) => stage.set(configured, []),
    async arrive(page) {
      await (await named(page, 'textbox', 'fieldPartSize')).fill('a lot');
      await page.waitForSelector('[aria-invalid=true]');
    },
  },
  {
    name: 'saved',
    prepare: (stage) => stage.set(configured, []),
    async arrive(page) {
      await (await named(page, 'combobox', 'fieldRegion')).fill('eu-central-1');
      await page.keyboard.press('Tab');
      await page.waitForSelector('.save-note button');
    },
  },
  {
    name: 'a policy that has expired and does not fit',
    prepare: (stage) => stage.set({ ...configured, policy: spent }, []),
  },
  {
    name: 'a policy made without a secret',
    prepare: (stage) => stage.set(configured, []),
    async arrive(page) {
      await openAll(page);
      await (await named(page, 'button', 'signPolicy')).click();
      await page.waitForSelector('.policy-maker [aria-invalid=true]');
    },
  },
  {
    name: 'a policy made and signed',
    prepare: (stage) => stage.set({}, []),
    async arrive(page) {
      await openAll(page);
      await (await named(page, 'textbox', 'fieldAppSecret')).fill('an app secret of nobody');
      await (await named(page, 'button', 'signPolicy')).click();
      await page.waitForSelector('.policy-maker .policy-explained');
    },
  },
  {
    name: 'changed by another page while it is edited',
    prepare: (stage) => stage.set(configured, []),
    async arrive(page) {
      await (await named(page, 'combobox', 'fieldRegion')).fill('eu-central-1');
      await page.evaluate(changed("settings.profiles[0].store.region = 'us-west-2'"));
      await page.waitForSelector('#store [role=alert] button');
    },
  },
  {
    name: 'unreadable settings',
    async prepare(stage) {
      await stage.set(configured, []);
      await behindPages(stage, changed('settings.tomorrow = 1'));
    },
    arrive: (page) => page.waitForSelector('.unreadable').then(() => undefined),
  },
  { name: 'several destinations', prepare: (stage) => stage.set({ profiles: severalProfiles }, []) },
  {
    name: 'what an import would change',
    prepare: (stage) => stage.set(configured, []),
    async arrive(page, stage) {
      const others = {
        name: 'Studio',
        apiUrl: 'https://uploads.example',
        nameTemplate: '{date}/{name}.{ext}',
      };
      await chooseSettings(page, stage, settingsFileText(settingsWith({ ...configured, ...others })));
    },
  },
  {
    name: 'a wrong passphrase',
    prepare: (stage) => stage.set(configured, []),
    async arrive(page, stage) {
      const settings = settingsWith(configured);
      const secrets = await sealSecrets(settings, 'correct horse battery');
      await chooseSettings(page, stage, settingsFileText(settings, secrets));
      await (await named(page, 'textbox', 'fieldFilePassphrase')).fill('not the passphrase');
      await (await named(page, 'button', 'openKeys')).click();
      await page.waitForSelector('#file [role=alert]:not(:empty)');
    },
  },
];
