import type { CaptureNote } from '../core/job.ts';
import { UploadError } from '../core/upload-error.ts';
import type { ObtainedBlob } from '../engine/job-entry.ts';
import { captureError } from './capture-error.ts';
import type { FetchedSource } from './fetch-source.ts';
import { locatePicture, type PictureClick } from './locate-picture.ts';
import { findPicture } from './picture-bytes.ts';
import { pictureName } from './picture-name.ts';

/** The tab that was clicked in, as far as it may be asked. Each rejects with an `UploadError` of the step `capture`. */
export interface CapturedTab {
  /** The file of a picture, as the page itself can have it. */
  fetch(url: string, signal: AbortSignal): Promise<FetchedSource>;
  /** The pixels of a picture that the page shows, where it may be read. */
  decode(url: string, signal: AbortSignal): Promise<Blob>;
  /** What can be seen of a picture in the window just now. */
  crop(url: string, signal: AbortSignal): Promise<Blob>;
}

/** Everything that a picture can be got with. */
export interface PictureSources {
  readonly tab: CapturedTab;
  /** Whether the picture's host may be asked by ourselves; true at once, or after the person has answered. */
  mayAsk(origin: string): Promise<boolean>;
  /** Asks for it ourselves, as the page at `pageUrl` would. */
  fetch(
    url: string,
    pageUrl: string,
    credentials: 'omit' | 'include',
    signal: AbortSignal,
  ): Promise<FetchedSource>;
}

/**
 * What the person sees, in the best way there is: its file as the page has it, its file as we may get it, its pixels, a
 * crop of the screen. Rejects with the reason why the file could not be had when there is nothing of it to see either.
 */
export async function obtainPicture(
  click: PictureClick,
  sources: PictureSources,
  signal: AbortSignal,
): Promise<ObtainedBlob> {
  const { srcUrl, frameUrl } = click;
  const { tab } = sources;
  const place = locatePicture(click);
  if (place.kind === 'data')
    return await picture(await sources.fetch(srcUrl, frameUrl, 'omit', signal), srcUrl);
  const isElsewhere = place.kind === 'web' && !place.isOwnSite;
  try {
    return await firstOf([
      async () => picture(await tab.fetch(srcUrl, signal), srcUrl),
      ...(isElsewhere ? [() => askOurselves(srcUrl, frameUrl, sources, signal)] : []),
    ]);
  } catch (thrown) {
    if (isFinalReason(thrown)) throw thrown;
    return await firstOf([
      async () => pixels(await tab.decode(srcUrl, signal), srcUrl, 'decoded'),
      async () => pixels(await tab.crop(srcUrl, signal), srcUrl, 'screen-crop'),
    ]).catch((other: unknown) => {
      throw isFinalReason(other) ? other : thrown;
    });
  }
}

/**
 * Asks for a picture without its page: without the person's cookies, and with them only where it can't be had so.
 * @param accept says what came, or rejects when that is not what was wanted
 */
export async function askOurselves(
  url: string,
  pageUrl: string,
  { mayAsk, fetch }: Pick<PictureSources, 'mayAsk' | 'fetch'>,
  signal: AbortSignal,
  accept: (source: FetchedSource, url: string) => Promise<ObtainedBlob> = picture,
): Promise<ObtainedBlob> {
  if (!(await mayAsk(new URL(url).origin))) throw captureError('elsewhere', url);
  return await firstOf([
    async () => accept(await fetch(url, pageUrl, 'omit', signal), url),
    async () => accept(await fetch(url, pageUrl, 'include', signal), url),
  ]);
}

/** The first that can be had. Rejects with what the last of them has said, which had the most to try with. */
async function firstOf(ways: readonly (() => Promise<ObtainedBlob>)[]): Promise<ObtainedBlob> {
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

/** What is no longer wanted, has no end or may not be reached is not asked for in another way. */
function isFinalReason(thrown: unknown): boolean {
  if (!(thrown instanceof UploadError)) return true;
  const { code, details } = thrown;
  return code === 'cancelled' || ['too-large', 'stalled', 'private-address'].includes(details.capture ?? '');
}

/** What came, by its bytes: servers answer with pages and call them pictures. */
async function picture({ blob, disposition }: FetchedSource, url: string): Promise<ObtainedBlob> {
  const finding = await findPicture(blob);
  if (finding.kind !== 'picture') {
    throw captureError('found', url, { found: finding.kind === 'other' ? finding.mimetype : finding.kind });
  }
  const { mimetype } = finding;
  return { blob: blob.slice(0, blob.size, mimetype), name: pictureName({ url, disposition, mimetype }) };
}

function pixels(blob: Blob, url: string, note: CaptureNote): ObtainedBlob {
  return { blob, name: pictureName({ url, mimetype: blob.type }), note };
}
