/** One way to upload the file. */
export interface Contender {
  readonly name: string;
  /** How it is run: the built extension, or a page with somebody's uploader in it. */
  readonly kind: 'extension' | 'page';
  /** File in `pages/`, without its ending. */
  readonly page?: string;
  readonly hasDigest: boolean;
  readonly endsWithComplete: boolean;
}

/** The limit that all others are a share of. */
export const limit: Contender = {
  name: 'bare `fetch` PUTs (the limit)',
  kind: 'page',
  page: 'bare-fetch',
  hasDigest: false,
  endsWithComplete: false,
};

const page = (name: string, file: string, hasDigest: boolean): Contender => ({
  name,
  kind: 'page',
  page: file,
  hasDigest,
  endsWithComplete: true,
});

export const contenders: readonly Contender[] = [
  limit,
  { name: 'this extension, MD5', kind: 'extension', hasDigest: true, endsWithComplete: true },
  { name: 'this extension, no MD5', kind: 'extension', hasDigest: false, endsWithComplete: true },
  page('filestack-js 4.3.8, MD5', 'filestack-js', true),
  page('filestack-js 4.3.8, no MD5', 'filestack-js', false),
  page('Uppy S3 6.1.0', 'uppy', false),
  page('AWS lib-storage 3.1169.0 (CRC32)', 'lib-storage', false),
];
