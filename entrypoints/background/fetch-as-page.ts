import type { OwnSources } from '../../lib/capture/ask-ourselves.ts';
import { captureError } from '../../lib/capture/capture-error.ts';
import { type FetchedSource, fetchSource } from '../../lib/capture/fetch-source.ts';
import { locatePicture } from '../../lib/capture/locate-picture.ts';
import { obtainFile } from '../../lib/capture/obtain-file.ts';
import { askForPicture } from '../../lib/capture/obtain-picture.ts';
import { isPrivateHost } from '../../lib/capture/private-host.ts';
import { withReferer } from '../../lib/capture/referer-rule.ts';
import type { WebSource } from '../../lib/core/job.ts';
import { sourceLimits } from '../../lib/core/source-limits.ts';
import type { ObtainedBlob } from '../../lib/engine/job-entry.ts';
import { hostPermissions } from '../../lib/platform/host-permissions.ts';
import { loadSettings } from '../../lib/platform/settings-store.ts';
import { createSpill } from '../../lib/platform/spill.ts';
import { systemClock } from '../../lib/platform/system-clock.ts';

const spill = createSpill();

/** The most that may be fetched from an address, as the person has set it. */
export async function mostBytes(): Promise<number> {
  return (await loadSettings()).capture.mostBytes;
}

/** Asks for an address as the page at `pageUrl` would. */
export const fetchAsPage: OwnSources['fetch'] = async (url, pageUrl, credentials, signal) => {
  const limits = sourceLimits(await mostBytes());
  const source = await hostPermissions.whileAllowed(url, (withdrawn) => {
    const stop = AbortSignal.any([signal, withdrawn]);
    return withReferer(url, pageUrl, () =>
      fetchSource({ url, credentials, limits, clock: systemClock, spill, signal: stop }),
    ).catch((thrown: unknown) => {
      throw withdrawn.aborted && !signal.aborted ? captureError('elsewhere', url) : thrown;
    });
  });
  if (leadsInside(url, source)) throw captureError('private-address', source.url);
  return source;
};

/** A public address that sends on to a private network is not followed there. */
function leadsInside(asked: string, { url }: FetchedSource): boolean {
  const { hostname } = new URL(url);
  return hostname !== new URL(asked).hostname && isPrivateHost(hostname);
}

/** Asks for a file of the web when no page that shows it is at hand. */
export async function readAgain(
  { kind, url, pageUrl }: WebSource,
  signal: AbortSignal,
  mayAsk: OwnSources['mayAsk'] = hostPermissions.has,
): Promise<ObtainedBlob> {
  locatePicture({ srcUrl: url, frameUrl: pageUrl });
  const sources: OwnSources = { mayAsk, fetch: fetchAsPage };
  const obtain = kind === 'file' ? obtainFile : askForPicture;
  return await obtain(url, pageUrl, sources, signal);
}
