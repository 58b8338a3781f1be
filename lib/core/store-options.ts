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
  /** Ids of the workflows that Filestack runs on the stored file. */
  readonly workflows?: readonly string[];
  /** What the file shows, for those who can't see it. */
  readonly altText?: string;
  /** Kept with the stored file: names and values of the account's own. */
  readonly tags?: FileTags;
}

/** Store options that mean something to Filestack only: it is told them as they are given. */
export interface PassedOptions {
  /** Decodes the file before it is stored, which makes it smaller. */
  readonly base64decode?: boolean;
  /** Tags for the store; those of the file are an option of the upload. */
  readonly tags?: FileTags;
}

export type FileTags = Readonly<Record<string, string>>;

/** Of S3's keys, which end in a path's file name. */
export const MAX_PATH_CHARS = 1024;

/** Limits of filestack-js 4's schemas. */
export const MAX_TAGS = 10;
export const MAX_TAG_CHARS = 256;
export const MAX_ALT_TEXT_CHARS = 125;
export const MAX_WORKFLOWS = 20;
