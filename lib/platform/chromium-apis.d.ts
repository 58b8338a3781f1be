// What Chromium has and the types of webextension-polyfill, which follow Firefox, do not.
import 'webextension-polyfill';

declare module 'webextension-polyfill/namespaces/storage' {
  namespace Storage {
    interface StorageArea {
      setAccessLevel?(options: { readonly accessLevel: 'TRUSTED_CONTEXTS' }): Promise<void>;
    }
  }
}
