import { UploadError } from '../../lib/core/upload-error.ts';
import { accountName } from '../../lib/destinations/filestack/account-name.ts';
import { createFilestackDestination } from '../../lib/destinations/filestack/filestack-destination.ts';
import type { Destination } from '../../lib/engine/ports.ts';
import type { Settings } from '../../lib/protocol/settings.ts';

/** The destination that the settings describe. @throws UploadError `auth` when there is no API key */
export function destinationFromSettings({ apiUrl, apiKey, policy, signature }: Settings): Destination {
  if (apiKey === '') throw new UploadError('auth', 'no API key is set');
  const destination = createFilestackDestination({
    apiUrl,
    apiKey,
    ...(policy !== '' && { security: { policy, signature } }),
  });
  return { ...destination, account: () => accountName({ apiUrl, apiKey }) };
}
