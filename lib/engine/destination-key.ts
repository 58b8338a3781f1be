import type { StoreOptions } from '../core/store-options.ts';
import type { Destination } from './ports.ts';

/** Where files go within an account: the same text for the same store options. */
export function storeKey(store: StoreOptions): string {
  return JSON.stringify(Object.entries(store).sort(([a], [b]) => (a < b ? -1 : 1)));
}

/** Names an account and a place in it; undefined where the destination does not tell accounts apart. */
export async function destinationKey(
  { account }: Destination,
  store: StoreOptions,
): Promise<string | undefined> {
  const name = await account?.();
  return name === undefined ? undefined : `${name} ${storeKey(store)}`;
}
