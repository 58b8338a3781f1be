import { UploadError } from '../core/upload-error.ts';

/** No answer of a control call or a PUT is anywhere near this large; a hostile one is not read further. */
export const MAX_ANSWER_BYTES = 1024 ** 2;

/** The body of an answer as text. @throws UploadError `protocol` when it is larger than `maxBytes` */
export async function readText(response: Response, maxBytes = MAX_ANSWER_BYTES): Promise<string> {
  if (response.body === null) return '';
  const decoder = new TextDecoder();
  let text = '';
  let readBytes = 0;
  for await (const bytes of response.body) {
    readBytes += bytes.byteLength;
    if (readBytes > maxBytes) {
      throw new UploadError('protocol', `an answer is larger than ${maxBytes} bytes`, {
        status: response.status,
      });
    }
    text += decoder.decode(bytes, { stream: true });
  }
  return text + decoder.decode();
}
