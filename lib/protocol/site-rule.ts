import { isSiteRule } from '../core/profile.ts';

/**
 * A site rule as it is kept, of what a person has written: a host, or the address of a page on it. Undefined when it is
 * neither.
 */
export function readSiteRule(text: string): string | undefined {
  const written = text.trim().replace(/^\*\./, '');
  const address = /^[a-z][a-z0-9+.-]*:\/\//i.test(written) ? written : `https://${written}`;
  if (written === '' || !URL.canParse(address)) return undefined;
  const host = new URL(address).hostname.replace(/\.$/, '');
  return isSiteRule(host) ? host : undefined;
}
