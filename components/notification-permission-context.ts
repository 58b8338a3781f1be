import { createContext } from 'preact';

/** Asking the browser for notifications; components know it only by this shape. */
export interface NotificationPermission {
  has(): Promise<boolean>;
  /** Asks; to be called in a click. */
  ask(): Promise<boolean>;
  /** Calls back whenever it was given or withdrawn. @returns what ends that */
  watch(onChange: () => void): () => void;
}

export const NotificationPermissionContext = createContext<NotificationPermission>({
  has: async () => false,
  ask: async () => false,
  watch: () => () => undefined,
});
