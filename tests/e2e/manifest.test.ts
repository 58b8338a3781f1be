import { readdirSync, readFileSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { describe, expect, test } from 'vitest';

/** What the extension may do, and why. None of it shows a warning at install. */
const permissions = {
  activeTab:
    'reads the picture that was clicked, in the tab that was clicked in, until that tab goes elsewhere',
  alarms: 'wakes the background for the next try',
  contextMenus: '“Upload image to S3”',
  declarativeNetRequestWithHostAccess: 'sends a picture’s site the Referer of its page, on our own requests',
  scripting: 'puts the script that reads the picture into that tab',
  storage: 'settings',
  unlimitedStorage: 'copies of files on their way, and the journal',
} as const;

/** What a person may be asked for, and why. */
const optionalPermissions = {
  clipboardWrite: 'copies links by itself while no page of ours is open',
  notifications: 'tells of ends, failures and waits while no page of ours is seen',
  tabs: 'names the other tabs of a window when somebody wants their pictures; given back at once',
} as const;

/** Hosts that a person may be asked for, one at a time and in a click: the API, a store, the site of a picture. */
const optionalHosts = ['http://*/*', 'https://*/*'];

const builds = {
  'chrome-mv3': {
    reasons: {
      ...permissions,
      offscreen: 'tells of bytes on the wire, which a service worker can’t',
      sidePanel: 'the uploads beside the page, to drag pictures there',
    },
    incognito: 'split',
  },
  // It has no `split`: private windows would share the journal, and leave names and links behind.
  'firefox-mv3': { reasons: permissions, incognito: 'not_allowed' },
} as const;

describe.each(Object.entries(builds))('%s', (folder, { reasons, incognito }) => {
  const path = resolve(import.meta.dirname, `../../.output/${folder}/manifest.json`);
  const manifest: Readonly<Record<string, unknown>> = JSON.parse(readFileSync(path, 'utf8'));

  test('asks for what is listed, with a reason for each, and for no host at install', () => {
    expect([...(manifest['permissions'] as string[])].sort()).toEqual(Object.keys(reasons).sort());
    expect([...(manifest['optional_host_permissions'] as string[])].sort()).toEqual(optionalHosts);
    expect(manifest['optional_permissions']).toEqual(Object.keys(optionalPermissions));
    for (const key of ['host_permissions', 'content_scripts']) {
      expect(manifest).not.toHaveProperty(key);
    }
  });

  test('L14: keeps what is done in private windows apart, or stays out of them', () => {
    expect(manifest['incognito']).toBe(incognito);
  });

  test('shows pictures of the web in the one page that is for them', () => {
    const pages = readdirSync(dirname(path)).filter((name) => name.endsWith('.html'));
    const isOpen = (name: string) =>
      !readFileSync(resolve(dirname(path), name), 'utf8').includes(
        `<meta http-equiv="Content-Security-Policy" content="img-src 'self' blob: data:">`,
      );
    expect(pages).toContain('popup.html');
    expect(pages.filter(isOpen)).toEqual(['picker.html']);
  });

  test('opens nothing of its own to pages', () => {
    expect(manifest).not.toHaveProperty('web_accessible_resources');
    const { externally_connectable: connectable = { ids: [] } } = manifest;
    expect(connectable).toStrictEqual({ ids: [] });
  });
});
