/** One bucket on one S3 endpoint, and the keys to it. `endpoint` is an origin without a trailing slash. */
export interface S3Access {
  readonly endpoint: string;
  readonly region: string;
  readonly bucket: string;
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
}
