import ipaddr from 'ipaddr.js';

/** Suffixes of names that mean something else, or nothing, outside of somebody's own network. */
const privateNames = /(?:^|\.)(?:local|localhost|internal|lan|home\.arpa|intranet|corp|home)$/i;

/**
 * Whether a host is one of a private network, or of this machine, by what is written in an address: a name of the public
 * DNS that points there is not known before it is asked.
 * @param hostname as `URL.hostname` has it: numbers of every spelling are in their plain form, IPv6 stands in brackets
 */
export function isPrivateHost(hostname: string): boolean {
  const bare = hostname.replace(/^\[|\]$/g, '').replace(/\.$/, '');
  if (ipaddr.isValid(bare)) return ipaddr.process(bare).range() !== 'unicast';
  return !bare.includes('.') || privateNames.test(bare);
}
