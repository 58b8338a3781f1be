import { browser } from 'wxt/browser';
import { notificationPermission } from './optional-permission.ts';
import { isInPrivateWindow } from './private-window.ts';

/** What the system shows; plain text. One with the id of an earlier one takes its place. */
export interface Notice {
  readonly id: string;
  readonly title: string;
  readonly message: string;
}

export interface Notifier {
  /** Shows it, unless the browser does not, or no longer, allow notifications. Never rejects. */
  show(notice: Notice): Promise<void>;
}

/**
 * Notifications of the system. Listens at once, as a worker must: a click may be what wakes it. In a private window there
 * are none: systems keep what they have shown.
 */
export function createNotifier(onClick: (id: string) => void): Notifier {
  if (isInPrivateWindow()) return { show: async () => undefined };
  // Absent until the permission is given, perhaps while this process runs.
  const api = (): typeof browser.notifications | undefined => browser.notifications;
  let isListening = false;
  function listen(): void {
    const notifications = api();
    if (isListening || notifications === undefined) return;
    isListening = true;
    notifications.onClicked.addListener((id) => {
      void notifications.clear(id);
      onClick(id);
    });
  }
  listen();
  browser.permissions.onAdded.addListener(listen);

  return {
    async show({ id, title, message }) {
      try {
        if (!(await notificationPermission.has())) return;
        const iconUrl = browser.runtime.getURL('/icon/128.png');
        await api()?.create(id, { type: 'basic', iconUrl, title, message });
      } catch {
        // Nobody is worse off than without notifications.
      }
    },
  };
}
