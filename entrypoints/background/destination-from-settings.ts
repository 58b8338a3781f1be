import { UploadError } from '../../lib/core/upload-error.ts';
import { createFilestackDestination } from '../../lib/destinations/filestack/filestack-destination.ts';
import type { Destination } from '../../lib/engine/ports.ts';
import { loadSettings } from '../../lib/platform/settings-store.ts';

/** The destination that the settings describe right now. @throws UploadError `auth` when there is no API key */
export async function destinationFromSettings(): Promise<Destination> {
  const { apiUrl, apiKey, policy, signature } = await loadSettings();
  if (apiKey === '') throw new UploadError('auth', 'no API key is set');
  return createFilestackDestination({
    apiUrl,
    apiKey,
    ...(policy !== '' && { security: { policy, signature } }),
  });
}
