import type { DestinationRef } from '../../lib/core/job.ts';
import { UploadError } from '../../lib/core/upload-error.ts';
import { destinationOfAccount } from '../../lib/destinations/filestack/account-destination.ts';
import { accountName } from '../../lib/destinations/filestack/account-name.ts';
import type { Destination } from '../../lib/engine/ports.ts';
import type { Profile } from '../../lib/protocol/profile.ts';
import { profileOf, type Settings } from '../../lib/protocol/settings.ts';

/** What a profile describes. @throws UploadError `auth` when it has no API key */
export function destinationFromProfile(profile: Profile): Destination {
  if (profile.apiKey === '') throw new UploadError('auth', 'no API key is set');
  return { ...destinationOfAccount(profile), account: () => accountName(profile) };
}

/**
 * The destination of a job, by the keys of its own profile and no other's.
 * @throws UploadError `auth` when the profile is gone or has no API key
 */
export function destinationOf({ profile }: DestinationRef, settings: Settings): Destination {
  const found = profileOf(settings, profile);
  if (found === undefined) throw new UploadError('auth', 'the profile of this upload was removed');
  return destinationFromProfile(found);
}
