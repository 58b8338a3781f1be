import { browser } from 'wxt/browser';
import { mountPage } from '../../components/mount-page.tsx';
import type { ProvedAccount } from '../../components/use-proof.ts';
import { WelcomeApp } from '../../components/welcome-app.tsx';
import { localGateway } from '../../lib/core/local-gateway.ts';
import { hostPermissions } from '../../lib/platform/host-permissions.ts';
import { changeSettings, loadSettings } from '../../lib/platform/settings-store.ts';
import { filestackApiUrl } from '../../lib/protocol/profile.ts';
import { t } from '../../lib/ui/translate.ts';
import { proveAccount } from './prove-account.ts';

/** Makes the account the first profile's. */
function save({ apiKey, policy, signature, apiUrl }: ProvedAccount): Promise<void> {
  return changeSettings(({ profiles: [first, ...others], ...settings }) => ({
    ...settings,
    profiles: [{ ...first, apiKey, policy, signature, apiUrl }, ...others],
  }));
}

async function shortcutOf(name: string): Promise<string> {
  const commands = await browser.commands.getAll();
  return commands.find((command) => command.name === name)?.shortcut ?? '';
}

const [
  {
    profiles: [account],
  },
  popup,
  screenshot,
] = await Promise.all([loadSettings(), shortcutOf('_execute_action'), shortcutOf('upload-screenshot')]);

mountPage(
  t('welcomeTitle'),
  hostPermissions,
  <WelcomeApp
    account={account}
    gateway={localGateway}
    filestackUrl={filestackApiUrl}
    shortcuts={{ popup, screenshot }}
    prove={proveAccount}
    save={save}
    askForHost={(apiUrl) => void hostPermissions.ask(apiUrl).catch(() => undefined)}
    openOptions={() => void browser.runtime.openOptionsPage()}
    openUploads={() => void browser.tabs.create({ url: browser.runtime.getURL('/uploads.html') })}
    nowMs={Date.now}
  />,
);
