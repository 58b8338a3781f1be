import { request as httpRequest, type IncomingMessage, type RequestOptions } from 'node:http';
import { request as httpsRequest } from 'node:https';
import { GatewayError } from './gateway-error.ts';
import { parseSourceUrl, type ResolvedAddress, resolveSource } from './resolve-source.ts';

export interface Source {
  readonly url: URL;
  readonly body: IncomingMessage;
}

const MAX_REDIRECTS = 5;
const STALL_MS = 30_000;
const TOTAL_MS = 60 * 60_000;
const MAX_HEADERS = 20;
const REDIRECTS = new Set([301, 302, 303, 307, 308]);
/** What belongs to the connection or to us, not to the caller. */
const NOT_THE_CALLERS =
  /^(host|connection|content-length|transfer-encoding|te|upgrade|expect|proxy-.*|accept-encoding)$/i;

export type SourceHeaders = Readonly<Record<string, string>>;

/** Checks the headers that a caller wants sent to the source. */
export function checkSourceHeaders(headers: SourceHeaders): SourceHeaders {
  const entries = Object.entries(headers);
  const isBad = ([name, value]: [string, string]): boolean =>
    !/^[\w!#$%&'*+.^`|~-]{1,100}$/.test(name) ||
    NOT_THE_CALLERS.test(name) ||
    !/^[\x20-\x7e]{0,4096}$/.test(value);
  if (entries.length > MAX_HEADERS || entries.some(isBad)) {
    throw new GatewayError(400, 'The headers for the source cannot be used');
  }
  return headers;
}

function open(
  url: URL,
  to: ResolvedAddress,
  headers: SourceHeaders,
  signal: AbortSignal,
): Promise<IncomingMessage> {
  const options: RequestOptions = {
    method: 'GET',
    headers: { ...headers, 'accept-encoding': 'identity' },
    agent: false,
    signal,
    timeout: STALL_MS,
    lookup: (_hostname, { all }, callback) =>
      all ? callback(null, [to]) : callback(null, to.address, to.family),
  };
  return new Promise((resolve, reject) => {
    const request = url.protocol === 'https:' ? httpsRequest(url, options) : httpRequest(url, options);
    request.on('response', resolve).on('error', reject);
    request.on('timeout', () => request.destroy(new Error('the source is silent')));
    request.end();
  });
}

/** GETs a source, following redirects, each of them checked anew. What goes wrong there is the client's to know: 400. */
export async function fetchSource(
  sourceUrl: string,
  headers: SourceHeaders,
  { allowPrivate }: { readonly allowPrivate: boolean },
): Promise<Source> {
  const signal = AbortSignal.timeout(TOTAL_MS);
  let url = parseSourceUrl(sourceUrl);
  let sent = checkSourceHeaders(headers);
  for (let hop = 0; hop <= MAX_REDIRECTS; hop += 1) {
    const to = await resolveSource(url, allowPrivate);
    const body = await open(url, to, sent, signal).catch(() => {
      throw new GatewayError(400, 'The source cannot be fetched');
    });
    const { statusCode = 0, headers: answered } = body;
    if (statusCode === 200 && (answered['content-encoding'] ?? 'identity') === 'identity')
      return { url, body };
    body.destroy();
    if (!REDIRECTS.has(statusCode) || answered.location === undefined) {
      throw new GatewayError(
        400,
        `The source answered ${statusCode}${statusCode === 200 ? ' in an encoding that was not asked for' : ''}`,
      );
    }
    const next = parseSourceUrl(answered.location, url);
    if (next.origin !== url.origin) sent = {}; // they were meant for the first host
    url = next;
  }
  throw new GatewayError(400, 'The source redirects too often');
}
