import { createContext } from 'preact';

/** Asking the browser for hosts; components know it only by this shape. */
export interface HostPermissions {
  /** Whether the host is not allowed yet, and may be asked for. */
  canAsk(origin: string): Promise<boolean>;
  /** Asks; to be called in a click. @returns whether the host is allowed now */
  ask(origin: string): Promise<boolean>;
}

export const PermissionsContext = createContext<HostPermissions>({
  canAsk: async () => false,
  ask: async () => false,
});
