import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Page } from 'puppeteer';
import { defaultLinkSettings } from '../../lib/protocol/link-settings.ts';
import { settingsFileText } from '../../lib/protocol/settings-file.ts';
import { settingsWith } from '../../scripts/unguarded-settings.ts';
import { type Listing, named } from './page-state.ts';
import { severalProfiles } from './sample-profiles.ts';

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
  { name: 'several destinations', prepare: (stage) => stage.set({ profiles: severalProfiles }, []) },
  {
    name: 'what an import would change',
    prepare: (stage) => stage.set(configured, []),
    async arrive(page, stage) {
      const path = join(stage.workDir, 'settings.json');
      const others = {
        name: 'Studio',
        apiUrl: 'https://uploads.example',
        nameTemplate: '{date}/{name}.{ext}',
      };
      await writeFile(path, settingsFileText(settingsWith({ ...configured, ...others })));
      const input = await page.waitForSelector('#file input[type=file]');
      await (await input?.toElement('input'))?.uploadFile(path);
      await page.waitForSelector('.import-preview');
    },
  },
];
