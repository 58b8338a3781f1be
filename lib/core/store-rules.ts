import type { StoreLocation, StoreOptions } from './store-options.ts';

/** What a kind of storage knows, besides a path. */
interface StoreRule {
  readonly hasContainer: boolean;
  readonly hasRegion: boolean;
}

/** Filestack's documentation: a region is of S3 only, and Dropbox knows no containers. */
export const storeRules: Readonly<Record<StoreLocation, StoreRule>> = {
  s3: { hasContainer: true, hasRegion: true },
  azure: { hasContainer: true, hasRegion: false },
  dropbox: { hasContainer: false, hasRegion: false },
  rackspace: { hasContainer: true, hasRegion: false },
  gcs: { hasContainer: true, hasRegion: false },
};

/** The store at another location, without what that does not know. */
export function moveStore(
  { container, region, ...rest }: StoreOptions,
  location: StoreLocation,
): StoreOptions {
  const { hasContainer, hasRegion } = storeRules[location];
  return {
    ...rest,
    location,
    ...(hasContainer && container !== undefined && { container }),
    ...(hasRegion && region !== undefined && { region }),
  };
}

/** Whether a text can be the name of a region, of S3 or of something that speaks as S3 does. */
export function isRegion(text: string): boolean {
  return /^[A-Za-z0-9](?:[A-Za-z0-9-]{0,62}[A-Za-z0-9])?$/.test(text);
}
