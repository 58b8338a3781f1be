import { createContext } from 'preact';

/** Asking the browser for what a person may allow; components know it only by this shape. */
export interface OptionalPermission {
  has(): Promise<boolean>;
  /** Asks; to be called in a click. */
  ask(): Promise<boolean>;
  /** Calls back whenever it was given or withdrawn. @returns what ends that */
  watch(onChange: () => void): () => void;
}

const nobody: OptionalPermission = {
  has: async () => false,
  ask: async () => false,
  watch: () => () => undefined,
};

/** For notifications of the system. */
export const NotificationPermissionContext = createContext<OptionalPermission>(nobody);

/** To copy while no page of ours is open. */
export const ClipboardPermissionContext = createContext<OptionalPermission>(nobody);
