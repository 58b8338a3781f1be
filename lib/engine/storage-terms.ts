import type { DestinationRef } from '../core/job.ts';
import { readPolicy } from '../protocol/policy.ts';
import { allowsCall } from '../protocol/policy-warnings.ts';
import type { Profile } from '../protocol/profile.ts';
import { profileOf, type Settings } from '../protocol/settings.ts';
import type { StorageTerms } from './engine-ports.ts';

/** What the profile of a job says now of its stored file. */
export function termsOf({ profile }: DestinationRef, settings: Settings | undefined): StorageTerms {
  const found = settings && profileOf(settings, profile);
  return found === undefined ? { canRemove: false } : termsOfProfile(found);
}

/** Asked for of each job with every change of any: a policy is read once. */
const known = new WeakMap<Profile, StorageTerms>();

function termsOfProfile(profile: Profile): StorageTerms {
  const before = known.get(profile);
  if (before !== undefined) return before;
  const { linkHost, policy } = profile;
  const terms = { canRemove: mayRemove(policy), ...(linkHost !== undefined && { linkHost }) };
  known.set(profile, terms);
  return terms;
}

/** Filestack deletes nothing without a signed policy. One that can't be read is left to the server to judge. */
function mayRemove(text: string): boolean {
  if (text === '') return false;
  const { policy } = readPolicy(text);
  return policy === undefined || allowsCall(policy, 'remove');
}
