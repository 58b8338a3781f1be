import { createContext } from 'preact';

/** Asking the browser for hosts; components know it only by this shape. */
export interface HostPermissions {
  /** Whether the host is not allowed yet, and may be asked for. */
  canAsk(origin: string): Promise<boolean>;
  /** Asks; to be called in a click. In a popup nobody may be there to hear the answer: the question closes it. */
  ask(origin: string): Promise<boolean>;
  /** Asks for several in one question. */
  askAll(origins: readonly string[]): Promise<boolean>;
  /** Calls back whenever a host was allowed or withdrawn. @returns what ends that */
  watch(onChange: () => void): () => void;
}

export const PermissionsContext = createContext<HostPermissions>({
  canAsk: async () => false,
  ask: async () => false,
  askAll: async () => false,
  watch: () => () => undefined,
});
