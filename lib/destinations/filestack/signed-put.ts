import { UploadError } from '../../core/upload-error.ts';
import type { SignedPut } from '../../engine/ports.ts';
import { parseServiceUrl } from '../../protocol/origins.ts';

/** What a store needs to be told with a PUT; anything else an answer asks for is not sent. */
const allowedHeader = /^(content-(type|md5|disposition|encoding|language)|x-amz-[\w-]+|authorization)$/i;

/**
 * Checks a PUT that the API asks for. It goes to https, or over http to this machine when the API is there itself.
 * @throws UploadError `protocol`
 */
export function checkedPut(
  answer: { readonly url: string; readonly headers?: Readonly<Record<string, string>> | null | undefined },
  apiUrl: string,
): SignedPut {
  const url = parseServiceUrl(answer.url);
  const isPlainHttp = url?.protocol === 'http:';
  if (url === undefined || (isPlainHttp && !apiUrl.startsWith('http:'))) {
    throw new UploadError('protocol', 'the address for a part is not a safe one', { step: 'upload' });
  }
  const headers = Object.entries(answer.headers ?? {}).filter(([name]) => allowedHeader.test(name));
  return { url: answer.url, headers: Object.fromEntries(headers) };
}

/**
 * The address that later calls of an upload go to, with the key in their body: the API's own host, or another one of
 * Filestack's when the API is Filestack's.
 * @throws UploadError `protocol`
 */
export function checkedLocationUrl(locationUrl: string, apiUrl: string): string {
  const text = /^https?:\/\//i.test(locationUrl) ? locationUrl : `https://${locationUrl}`;
  const url = parseServiceUrl(text);
  const api = new URL(apiUrl);
  const isSame = url?.protocol === api.protocol && url.host === api.host;
  const isFilestacks = url?.protocol === 'https:' && [url, api].every(isFilestackHost);
  if (url === undefined || !(isSame || isFilestacks)) {
    throw new UploadError('protocol', 'the upload is sent on to a host that is not the API’s', {
      step: 'start',
    });
  }
  return `${url.origin}${url.pathname.replace(/\/+$/, '')}`;
}

function isFilestackHost(url: URL): boolean {
  return url.hostname.endsWith('.filestackapi.com');
}
