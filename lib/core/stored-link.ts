import type { StoredFile } from './job.ts';
import { isLoopback } from './loopback.ts';

/** Scheme, host, port and the rest. No userinfo, no backslash, nothing that a browser would drop or turn round. */
const webLink = /^(https?):\/\/([a-z0-9._~%\-\u00a1-\uffff]+|\[[0-9a-f:.]+\])(:\d{1,5})?((?:[/?#].*)?)$/is;
const hidden = /[\s\p{Cc}\p{Cf}\p{Cs}]/u;
const linkHostText = /^[a-z0-9](?:[a-z0-9._-]*[a-z0-9])?(?::\d{1,5})?$/i;

/** Whether a text names a host that links can be given, such as `files.example.com`. Ports are allowed, paths are not. */
export function isLinkHost(text: string): boolean {
  return linkHostText.test(text);
}

/**
 * The link of a stored file as it may be given to a person: https, or http to this very machine, and nothing else,
 * whatever a server has answered (`javascript:`, `data:`, plain http).
 * @param linkHost takes the place of the host in it, as a CDN or a domain of one's own does; empty for none
 * @returns undefined when there is no such link
 */
export function linkOf({ url }: Pick<StoredFile, 'url'>, linkHost = ''): string | undefined {
  const [, scheme = '', host = '', port = '', rest = ''] = webLink.exec(url) ?? [];
  if (host === '' || hidden.test(url)) return undefined;
  if (isLinkHost(linkHost)) return `https://${linkHost}${rest}`;
  const isSafe = scheme.toLowerCase() === 'https' || isLoopback(host);
  return isSafe ? `${scheme.toLowerCase()}://${host}${port}${rest}` : undefined;
}
