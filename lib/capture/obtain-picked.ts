import type { ObtainedBlob } from '../engine/job-entry.ts';
import type { PickedPicture, PictureKind } from '../protocol/page-pictures.ts';
import { captureError } from './capture-error.ts';
import { obtainFileOf, obtainShown, type PictureSources } from './obtain-picture.ts';
import { findPicture } from './picture-bytes.ts';
import { pictureName } from './picture-name.ts';

/** What a picture without an address is called. */
const madeNames: Readonly<Partial<Record<PictureKind, string>>> = {
  canvas: 'canvas.png',
  drawing: 'drawing.svg',
  video: 'video.png',
};

/** The name of a picture as long as nothing more is known than what the page's list says. */
export function pickedName({ kind, url = '' }: Pick<PickedPicture, 'kind' | 'url'>): string {
  return madeNames[kind] ?? pictureName({ url });
}

/** A picture that was picked from the list of its page: its largest file, what is shown of it, or what only the page has. */
export async function obtainPicked(
  picture: PickedPicture,
  sources: PictureSources,
  signal: AbortSignal,
): Promise<ObtainedBlob> {
  const { url, shownUrl, frameUrl, tabUrl, tabTitle } = picture;
  if (url === undefined) return await taken(picture, sources, signal);
  const click = { srcUrl: url, frameUrl, tabUrl, tabTitle };
  if (shownUrl === undefined) return await obtainShown(click, sources, signal);
  try {
    return await obtainFileOf(click, sources, signal);
  } catch (thrown) {
    if (signal.aborted) throw thrown;
    return await obtainShown({ ...click, srcUrl: shownUrl }, sources, signal);
  }
}

async function taken(
  { kind, ref }: PickedPicture,
  { tab }: PictureSources,
  signal: AbortSignal,
): Promise<ObtainedBlob> {
  const blob = await tab.take(ref, signal);
  const finding = await findPicture(blob);
  if (finding.kind !== 'picture') {
    throw captureError('found', '', { found: finding.kind === 'other' ? finding.mimetype : finding.kind });
  }
  const { mimetype } = finding;
  const name = madeNames[kind] ?? pictureName({ url: '', mimetype });
  return { blob: blob.slice(0, blob.size, mimetype), name };
}
