import type { CaptureNote } from '../core/job.ts';
import type { ObtainedBlob } from '../engine/job-entry.ts';
import { askOurselves, firstOf, isFinalReason, type OwnSources } from './ask-ourselves.ts';
import { captureError } from './capture-error.ts';
import type { FetchedSource } from './fetch-source.ts';
import { locatePicture, type PictureClick } from './locate-picture.ts';
import { findPicture } from './picture-bytes.ts';
import { type NameSources, pictureName, sourceName, tellingName } from './picture-name.ts';

/** The tab that was clicked in, as far as it may be asked. Each rejects with an `UploadError` of the step `capture`. */
export interface CapturedTab {
  /** The address of a larger file of the picture, where the page offers one. */
  larger(url: string, signal: AbortSignal): Promise<string | undefined>;
  /** The file of a picture, as the page itself can have it. */
  fetch(url: string, signal: AbortSignal): Promise<FetchedSource>;
  /** A picture that only the page has, by the name that the page's list gives it. */
  take(ref: string, signal: AbortSignal): Promise<Blob>;
  /** The pixels of a picture that the page shows, where it may be read. */
  decode(url: string, signal: AbortSignal): Promise<Blob>;
  /** What can be seen of a picture in the window just now. */
  crop(url: string, signal: AbortSignal): Promise<Blob>;
  /** What the page says of a picture; empty when it says nothing, or can't be asked. */
  label(url: string, signal: AbortSignal): Promise<string>;
  /** The text that is selected. */
  selection(): Promise<string>;
}

/** Everything that a picture can be got with. */
export interface PictureSources extends OwnSources {
  readonly tab: CapturedTab;
}

/** A picture in the largest file that its page offers; or else what the person sees. */
export async function obtainPicture(
  click: PictureClick,
  sources: PictureSources,
  signal: AbortSignal,
): Promise<ObtainedBlob> {
  locatePicture(click);
  const larger = await sources.tab.larger(click.srcUrl, signal).catch(() => undefined);
  signal.throwIfAborted();
  if (larger !== undefined) {
    const words = wordsOf(click, sources.tab, signal);
    const file = await obtainFileOf({ ...click, srcUrl: larger }, sources, signal, words).catch(
      () => undefined,
    );
    signal.throwIfAborted();
    if (file !== undefined) return file;
  }
  return await obtainShown(click, sources, signal);
}

/**
 * What the person sees, in the best way there is: its file, its pixels, a crop of the screen. Rejects with the reason why
 * the file could not be had when there is nothing of it to see either.
 */
export async function obtainShown(
  click: PictureClick,
  sources: PictureSources,
  signal: AbortSignal,
): Promise<ObtainedBlob> {
  const { srcUrl } = click;
  const { tab } = sources;
  const words = wordsOf(click, tab, signal);
  try {
    return await obtainFileOf(click, sources, signal, words);
  } catch (thrown) {
    if (isFinalReason(thrown)) throw thrown;
    return await firstOf([
      async () => pixels(await tab.decode(srcUrl, signal), srcUrl, words, 'decoded'),
      async () => pixels(await tab.crop(srcUrl, signal), srcUrl, words, 'screen-crop'),
    ]).catch((other: unknown) => {
      throw isFinalReason(other) ? other : thrown;
    });
  }
}

/** What can be learned of a picture from its page, for a name. */
type Words = () => Promise<Pick<NameSources, 'label' | 'pageTitle'>>;

const noWords: Words = async () => ({});

const wordsOf =
  ({ srcUrl, tabTitle = '' }: PictureClick, tab: CapturedTab, signal: AbortSignal): Words =>
  async () => ({ label: await tab.label(srcUrl, signal), pageTitle: tabTitle });

/** The file of a picture: as the page has it, or as we may get it. */
export async function obtainFileOf(
  click: PictureClick,
  sources: PictureSources,
  signal: AbortSignal,
  words = wordsOf(click, sources.tab, signal),
): Promise<ObtainedBlob> {
  const { srcUrl, frameUrl } = click;
  const place = locatePicture(click);
  if (place.kind === 'data')
    return await picture(await sources.fetch(srcUrl, frameUrl, 'omit', signal), srcUrl, words);
  const isElsewhere = place.kind === 'web' && !place.isOwnSite;
  return await firstOf([
    async () => picture(await sources.tab.fetch(srcUrl, signal), srcUrl, words),
    ...(isElsewhere ? [() => askForPicture(srcUrl, frameUrl, sources, signal, words)] : []),
  ]);
}

/** Asks for a picture without its page. */
export function askForPicture(
  url: string,
  pageUrl: string,
  sources: OwnSources,
  signal: AbortSignal,
  words = noWords,
): Promise<ObtainedBlob> {
  return askOurselves(url, pageUrl, sources, signal, (source) => picture(source, url, words));
}

/** What a video shows just now: its pixels where the page may read them, or else what is seen of it on the screen. */
export function obtainFrame(url: string, tab: CapturedTab, signal: AbortSignal): Promise<ObtainedBlob> {
  return firstOf([
    async () => frame(await tab.decode(url, signal), url),
    async () => ({ ...frame(await tab.crop(url, signal), url), note: 'screen-crop' }),
  ]);
}

function frame(blob: Blob, url: string): ObtainedBlob {
  const film = sourceName({ url })?.replace(/\.[a-z0-9]{1,5}$/i, '');
  return { blob, name: `${film || 'video'}.png` };
}

/** What came, by its bytes: servers answer with pages and call them pictures. */
async function picture(
  { blob, disposition }: FetchedSource,
  url: string,
  words: Words,
): Promise<ObtainedBlob> {
  const finding = await findPicture(blob);
  if (finding.kind !== 'picture') {
    throw captureError('found', url, { found: finding.kind === 'other' ? finding.mimetype : finding.kind });
  }
  const { mimetype } = finding;
  const name = await nameOf({ url, disposition, mimetype }, words);
  return { blob: blob.slice(0, blob.size, mimetype), name };
}

async function pixels(blob: Blob, url: string, words: Words, note: CaptureNote): Promise<ObtainedBlob> {
  return { blob, name: await nameOf({ url, mimetype: blob.type }, words), note };
}

/** The page is asked only where the rest says nothing. */
async function nameOf(sources: NameSources, words: Words): Promise<string> {
  return pictureName(tellingName(sources) === undefined ? { ...sources, ...(await words()) } : sources);
}
