import { lookup } from 'node:dns/promises';
import { isIP } from 'node:net';
import { GatewayError } from './gateway-error.ts';
import { isPublicAddress } from './public-address.ts';

export interface ResolvedAddress {
  readonly address: string;
  readonly family: number;
}

async function addressesOf(hostname: string): Promise<ResolvedAddress[]> {
  const bare = hostname.replace(/^\[(.*)\]$/, '$1');
  const family = isIP(bare);
  if (family !== 0) return [{ address: bare, family }];
  try {
    return await lookup(bare, { all: true });
  } catch {
    throw new GatewayError(400, 'The host of the source URL is not known');
  }
}

/** Reads a source URL; refuses all but http and https, and user names in it. */
export function parseSourceUrl(text: string, base?: URL): URL {
  if (!URL.canParse(text, base)) throw new GatewayError(400, 'The source is not a URL');
  const url = new URL(text, base);
  if (url.protocol !== 'http:' && url.protocol !== 'https:') {
    throw new GatewayError(400, 'The source URL is neither http nor https');
  }
  if (url.username !== '' || url.password !== '')
    throw new GatewayError(400, 'The source URL has a user name in it');
  return url;
}

/**
 * The address to connect to for a source. All the host's addresses must be public, and the connection goes to the one
 * that was checked: a second look-up could give another.
 */
export async function resolveSource(url: URL, allowPrivate: boolean): Promise<ResolvedAddress> {
  const addresses = await addressesOf(url.hostname);
  const [first] = addresses;
  if (!first) throw new GatewayError(400, 'The host of the source URL is not known');
  if (!allowPrivate && !addresses.every(({ address }) => isPublicAddress(address))) {
    throw new GatewayError(400, 'The source URL leads to a private address');
  }
  return first;
}
