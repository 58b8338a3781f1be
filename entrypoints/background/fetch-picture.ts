import { captureError } from '../../lib/capture/capture-error.ts';
import { type FetchedSource, fetchSource } from '../../lib/capture/fetch-source.ts';
import { locatePicture } from '../../lib/capture/locate-picture.ts';
import { askOurselves, type PictureSources } from '../../lib/capture/obtain-picture.ts';
import { isPrivateHost } from '../../lib/capture/private-host.ts';
import { withReferer } from '../../lib/capture/referer-rule.ts';
import type { PictureAddress } from '../../lib/core/job.ts';
import { defaultSourceLimits } from '../../lib/core/source-limits.ts';
import type { ObtainedBlob } from '../../lib/engine/job-entry.ts';
import { hostPermissions } from '../../lib/platform/host-permissions.ts';
import { systemClock } from '../../lib/platform/system-clock.ts';

/** Asks for a picture as the page at `pageUrl` would. */
export const fetchPicture: PictureSources['fetch'] = async (url, pageUrl, credentials, signal) => {
  const limits = defaultSourceLimits;
  const source = await withReferer(url, pageUrl, () =>
    fetchSource({ url, credentials, limits, clock: systemClock, signal }),
  );
  if (leadsInside(url, source)) throw captureError('private-address', source.url);
  return source;
};

/** A public address that sends on to a private network is not followed there. */
function leadsInside(asked: string, { url }: FetchedSource): boolean {
  const { hostname } = new URL(url);
  return hostname !== new URL(asked).hostname && isPrivateHost(hostname);
}

/** Asks for a picture whose page is not at hand any more. */
export async function readPictureAgain(
  { url, pageUrl }: PictureAddress,
  signal: AbortSignal,
): Promise<ObtainedBlob> {
  locatePicture({ srcUrl: url, frameUrl: pageUrl });
  return await askOurselves(url, pageUrl, { mayAsk: hostPermissions.has, fetch: fetchPicture }, signal);
}
