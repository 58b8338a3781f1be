import { isLoopback } from '../core/loopback.ts';

/**
 * The one rule for addresses that keys and files are sent to: https, or http to this machine; never userinfo.
 * @returns the parsed URL, or undefined when the address may not be used
 */
export function parseServiceUrl(text: string): URL | undefined {
  if (!URL.canParse(text)) return undefined;
  const url = new URL(text);
  if (url.username !== '' || url.password !== '') return undefined;
  if (url.protocol === 'https:' || (url.protocol === 'http:' && isLoopback(url.hostname))) return url;
  return undefined;
}

/**
 * An address for keys and files as it is stored and shown: with the host as browsers write it, so that no letter of it
 * can look like another, and without what comes after the path.
 * @returns undefined when it may not be used, or names more than a place
 */
export function serviceAddress(text: string): string | undefined {
  const url = parseServiceUrl(text.trim());
  if (url === undefined || url.search !== '' || url.hash !== '') return undefined;
  return `${url.origin}${url.pathname}`.replace(/\/+$/, '');
}

/** Whether a link may be offered to a person: http or https and nothing that runs code. */
export function isWebLink(text: string): boolean {
  return URL.canParse(text) && /^https?:$/.test(new URL(text).protocol);
}

/** The match pattern that asks the browser for one origin. Patterns carry no port: one host, every port. */
export function originPattern(url: URL): string {
  return `${url.protocol}//${url.hostname}/*`;
}
