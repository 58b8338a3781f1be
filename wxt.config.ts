import { type InlineConfig, mergeConfig } from 'vite';
import { defineConfig, type UserManifest } from 'wxt';

/**
 * Extension pages run only our own code; `wasm-unsafe-eval` is for the MD5, three times as fast in WebAssembly.
 * Hosts are known only at run time, so `connect-src` can't name them: lib/protocol/origins.ts is that rule.
 *
 * Pictures of the web are shown by one page alone, entrypoints/picker: small copies of other sites' pictures, which their
 * page may not draw for us. Every other page takes that back for itself in a `meta` element.
 */
const contentSecurityPolicy = [
  "default-src 'none'",
  "script-src 'self' 'wasm-unsafe-eval'",
  "style-src 'self'",
  "img-src 'self' blob: data: https: http:",
  'connect-src https: http: data:',
  "form-action 'none'",
  "base-uri 'none'",
  "frame-ancestors 'none'",
  "object-src 'none'",
].join('; ');

const manifest: UserManifest = {
  name: '__MSG_extensionName__',
  description: '__MSG_extensionDescription__',
  default_locale: 'en',
  // No host at install: origins are asked for one at a time, in a click.
  permissions: [
    'activeTab',
    'alarms',
    'contextMenus',
    // The Referer of a picture's page, on our own requests for it alone (lib/capture/referer-rule.ts).
    'declarativeNetRequestWithHostAccess',
    'scripting',
    'storage',
    'unlimitedStorage',
  ],
  // `clipboardWrite` (to copy links while no page of ours is open) and `notifications`: asked for in the options. `tabs`: to
  // name the other tabs of a window when somebody wants pictures of them; given back at once.
  optional_permissions: ['clipboardWrite', 'notifications', 'tabs'],
  optional_host_permissions: ['https://*/*', 'http://*/*'],
  content_security_policy: { extension_pages: contentSecurityPolicy },
  icons: { 16: 'icon/16.png', 32: 'icon/32.png', 48: 'icon/48.png', 128: 'icon/128.png' },
  action: { default_title: '__MSG_extensionName__' },
  commands: {
    _execute_action: { suggested_key: { default: 'Alt+Shift+U' } },
    'upload-screenshot': {
      suggested_key: { default: 'Alt+Shift+S' },
      description: '__MSG_menuUploadScreenshot__',
    },
    'choose-images': {
      suggested_key: { default: 'Alt+Shift+I' },
      description: '__MSG_menuChooseImages__',
    },
    'upload-region': { description: '__MSG_menuUploadRegion__' },
    'upload-full-page': { description: '__MSG_menuUploadFullPage__' },
    'open-side-panel': { description: '__MSG_menuOpenSidePanel__' },
  },
};

/** Each file that a page asks for takes it some milliseconds. */
const pagesBuild = (hasOffscreen: boolean): InlineConfig => ({
  build: {
    rollupOptions: {
      output: {
        manualChunks: {
          // What the offscreen document is made of, which Firefox has none of.
          ...(hasOffscreen && {
            base: [
              'lib/core/seal-prototype.ts',
              'lib/platform/offscreen-desk.ts',
              'lib/platform/xhr-transport.ts',
            ],
          }),
          // What the popup is made of besides.
          uploads: ['entrypoints/uploads/mount-uploads.tsx'],
        },
      },
    },
  },
});

export default defineConfig({
  modules: ['@wxt-dev/webextension-polyfill'],
  imports: false,
  hooks: {
    'vite:build:extendConfig'(entrypoints, config) {
      const has = (wanted: string) => entrypoints.some(({ name }) => name === wanted);
      if (has('popup')) Object.assign(config, mergeConfig(config, pagesBuild(has('offscreen'))));
    },
  },
  manifestVersion: 3,
  manifest: ({ browser }) =>
    browser === 'firefox'
      ? {
          ...manifest,
          // It has no `split`, and the journal keeps names and links: a private window must leave nothing behind.
          incognito: 'not_allowed',
          browser_specific_settings: {
            gecko: {
              id: 's3-uploader@extension.local',
              strict_min_version: '140.0',
              data_collection_permissions: { required: ['none'] },
            },
          },
        }
      : {
          ...manifest,
          // A background and a database of their own for private windows, which end with the last of them.
          incognito: 'split',
          // A service worker learns nothing of bytes on the wire; a document does (entrypoints/offscreen).
          permissions: [...(manifest.permissions ?? []), 'offscreen'],
          // The first whose streams can be iterated, as answers are read.
          minimum_chrome_version: '124',
          // Without the key, Chromium lets every other extension reach a listener for external messages.
          externally_connectable: { ids: [] },
        },
});
