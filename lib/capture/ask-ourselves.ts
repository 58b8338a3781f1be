import { UploadError } from '../core/upload-error.ts';
import type { ObtainedBlob } from '../engine/job-entry.ts';
import { captureError } from './capture-error.ts';
import type { FetchedSource } from './fetch-source.ts';

/** How the extension itself gets what a page shows or links to. */
export interface OwnSources {
  /** Whether the host may be asked; true at once, or after the person has answered. */
  mayAsk(origin: string): Promise<boolean>;
  /** Asks for an address as the page at `pageUrl` would. */
  fetch(
    url: string,
    pageUrl: string,
    credentials: 'omit' | 'include',
    signal: AbortSignal,
  ): Promise<FetchedSource>;
}

/**
 * Asks for something without its page: without the person's cookies, and with them only where it can't be had so.
 * @param accept says what came, or rejects when that is not what was wanted
 */
export async function askOurselves(
  url: string,
  pageUrl: string,
  { mayAsk, fetch }: OwnSources,
  signal: AbortSignal,
  accept: (source: FetchedSource, url: string) => Promise<ObtainedBlob>,
): Promise<ObtainedBlob> {
  // Each time anew: a host may be withdrawn meanwhile.
  const ask = (credentials: 'omit' | 'include') => async () => {
    if (!(await mayAsk(new URL(url).origin))) throw captureError('elsewhere', url);
    return await accept(await fetch(url, pageUrl, credentials, signal), url);
  };
  return await firstOf([ask('omit'), ask('include')]);
}

/** The first that can be had. Rejects with what the last of them has said, which had the most to try with. */
export async function firstOf(ways: readonly (() => Promise<ObtainedBlob>)[]): Promise<ObtainedBlob> {
  let reason: unknown;
  for (const way of ways) {
    try {
      return await way();
    } catch (thrown) {
      if (isFinalReason(thrown)) throw thrown;
      reason = thrown;
    }
  }
  throw reason;
}

/** What is no longer wanted, has no end, may not be reached or finds no room is not asked for in another way. */
export function isFinalReason(thrown: unknown): boolean {
  if (!(thrown instanceof UploadError)) return true;
  const { code, details } = thrown;
  return (
    code !== 'source-gone' || ['too-large', 'stalled', 'private-address'].includes(details.capture ?? '')
  );
}
