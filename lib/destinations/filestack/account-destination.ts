import type { Destination } from '../../engine/ports.ts';
import type { Profile } from '../../protocol/profile.ts';
import { createFilestackDestination } from './filestack-destination.ts';
import type { Security } from './security.ts';

/** An account and where its API is. */
type Account = Pick<Profile, 'apiUrl' | 'apiKey' | 'policy' | 'signature'>;

/** The policy of an account with its signature; undefined where its security is off. */
export function securityOf({ policy, signature }: Account): Security | undefined {
  return policy === '' ? undefined : { policy, signature };
}

/** Filestack by the keys of one account. */
export function destinationOfAccount(account: Account): Destination {
  const { apiUrl, apiKey } = account;
  const security = securityOf(account);
  return createFilestackDestination({ apiUrl, apiKey, ...(security && { security }) });
}
