// What Chromium has and the types of webextension-polyfill, which follow Firefox, do not.
import 'webextension-polyfill';

declare module 'webextension-polyfill/namespaces/storage' {
  namespace Storage {
    interface StorageArea {
      setAccessLevel?(options: { readonly accessLevel: 'TRUSTED_CONTEXTS' }): Promise<void>;
    }
  }
}

declare module 'webextension-polyfill/namespaces/runtime' {
  namespace Runtime {
    interface Static {
      getContexts?(filter: {
        readonly contextTypes: readonly 'TAB'[];
      }): Promise<
        readonly { readonly documentUrl?: string; readonly tabId: number; readonly windowId: number }[]
      >;
    }
  }
}

declare module 'webextension-polyfill' {
  const offscreen:
    | {
        createDocument(options: {
          readonly url: string;
          readonly reasons: readonly ('BLOBS' | 'CLIPBOARD')[];
          readonly justification: string;
        }): Promise<void>;
        closeDocument(): Promise<void>;
      }
    | undefined;
  const sidePanel: { open(options: { readonly windowId: number }): Promise<void> } | undefined;
}

declare global {
  /** A window that a service worker can post to. */
  interface Client {
    readonly url: string;
    /** Only of windows. */
    readonly visibilityState?: DocumentVisibilityState;
    postMessage(message: unknown, transfer: readonly Transferable[]): void;
  }

  /** A service worker has it, other contexts have not. */
  const clients:
    | {
        matchAll(options: {
          readonly includeUncontrolled: boolean;
          readonly type: 'window';
        }): Promise<readonly Client[]>;
      }
    | undefined;
}
