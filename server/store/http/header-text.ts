import { S3Error } from '../s3-error.ts';

/**
 * A text from a query as a header's value: its UTF-8 bytes, one character each as Node reads and writes them.
 * @throws S3Error InvalidArgument for control characters: a line break would begin another header
 */
export function headerText(parameter: string, value: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what this is about
  if (/[\u0000-\u0008\u000a-\u001f\u007f]/.test(value)) {
    throw new S3Error('InvalidArgument', 'Header value cannot be represented using ISO-8859-1.', {
      ArgumentName: parameter,
    });
  }
  return Buffer.from(value, 'utf8').toString('latin1');
}
