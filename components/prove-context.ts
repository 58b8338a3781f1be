import { createContext } from 'preact';
import type { ProveAccount } from './use-proof.ts';

/** How a page makes a test upload; components know it only by this shape. */
export const ProveContext = createContext<ProveAccount>(async () => undefined);
