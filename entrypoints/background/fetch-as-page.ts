import type { OwnSources } from '../../lib/capture/ask-ourselves.ts';
import { captureError } from '../../lib/capture/capture-error.ts';
import { type FetchedSource, fetchSource } from '../../lib/capture/fetch-source.ts';
import { locatePicture } from '../../lib/capture/locate-picture.ts';
import { obtainFile } from '../../lib/capture/obtain-file.ts';
import { askForPicture } from '../../lib/capture/obtain-picture.ts';
import { isPrivateHost } from '../../lib/capture/private-host.ts';
import { withReferer } from '../../lib/capture/referer-rule.ts';
import type { WebSource } from '../../lib/core/job.ts';
import { defaultSourceLimits } from '../../lib/core/source-limits.ts';
import type { ObtainedBlob } from '../../lib/engine/job-entry.ts';
import { hostPermissions } from '../../lib/platform/host-permissions.ts';
import { systemClock } from '../../lib/platform/system-clock.ts';

/** Asks for an address as the page at `pageUrl` would. */
export const fetchAsPage: OwnSources['fetch'] = async (url, pageUrl, credentials, signal) => {
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

/** Asks for what was clicked on when its page is not at hand any more. */
export async function readAgain(
  { kind, url, pageUrl }: WebSource,
  signal: AbortSignal,
): Promise<ObtainedBlob> {
  locatePicture({ srcUrl: url, frameUrl: pageUrl });
  const sources: OwnSources = { mayAsk: hostPermissions.has, fetch: fetchAsPage };
  const obtain = kind === 'file' ? obtainFile : askForPicture;
  return await obtain(url, pageUrl, sources, signal);
}
