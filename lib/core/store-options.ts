/** Kinds of storage that Filestack writes to. */
export const storeLocations = ['s3', 'azure', 'dropbox', 'rackspace', 'gcs'] as const;
export type StoreLocation = (typeof storeLocations)[number];

export const accessModes = ['public', 'private'] as const;
export type AccessMode = (typeof accessModes)[number];

/** Where and how Filestack stores a file; what is absent is left to the account. */
export interface StoreOptions {
  readonly location: StoreLocation;
  /** A folder when it ends in `/`, otherwise the whole key. */
  readonly path?: string;
  readonly container?: string;
  /** Of S3 only. */
  readonly region?: string;
  readonly access?: AccessMode;
}
