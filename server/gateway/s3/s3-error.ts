/** An S3 request that did not succeed. `code` is S3's own, or `Network` when no answer came, or `Http<status>`. */
export class S3Error extends Error {
  override readonly name = 'S3Error';
  readonly code: string;
  readonly status: number;

  constructor(code: string, status: number, message: string, options?: ErrorOptions) {
    super(message, options);
    this.code = code;
    this.status = status;
  }
}

/** True for an S3Error with one of these codes. */
export function isS3Error(error: unknown, ...codes: readonly string[]): error is S3Error {
  return error instanceof S3Error && codes.includes(error.code);
}
