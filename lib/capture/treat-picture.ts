import { FRAME_BYTES, isAnimated, mayBeWide } from '../core/picture-frames.ts';
import { cleanPicture } from '../core/picture-metadata/clean-picture.ts';
import {
  MAX_DRAWN_PIXELS,
  MAX_PICTURE_BYTES,
  type NotDrawn,
  type PictureOptions,
} from '../core/picture-options.ts';
import { pictureSize, SIZE_BYTES } from '../core/picture-size.ts';
import { targetOf } from '../core/picture-target.ts';
import { UploadError } from '../core/upload-error.ts';
import type { Clock } from '../engine/ports.ts';
import type { TreatedPicture } from '../engine/prepare-file.ts';
import { asSourceGone, readSource } from '../engine/read-source.ts';
import { drawPicture } from './draw-picture.ts';
import { findPicture, type PictureFinding } from './picture-bytes.ts';

/**
 * Does to a picture what the person wants done to all of them. What is no picture stays as it is. What can't be drawn anew is stored as it is, and says so; but what was to lose its metadata and can't is not stored at all.
 * Rejects with an `UploadError` `limit` of the step `metadata` then.
 */
export async function treatPicture(
  blob: Blob,
  options: PictureOptions,
  clock: Clock,
): Promise<TreatedPicture> {
  const finding = await findPicture(blob).catch((cause: unknown) => {
    throw asSourceGone(cause);
  });
  if (finding.kind !== 'picture') {
    if (options.removesMetadata && mayBePicture(finding, blob))
      throw metadataError(blob.type, 'its kind is not known');
    return { blob, treatments: [] };
  }
  const { mimetype } = finding;
  const drawn = await draw(blob.slice(0, blob.size, mimetype), options, clock);
  if (drawn.isNew) return drawn;
  if (!options.removesMetadata) return { blob, treatments: drawn.treatments };
  const cleaned = await clean(blob, mimetype, clock);
  return { blob: cleaned.blob, treatments: [...drawn.treatments, ...cleaned.treatments] };
}

/** Kinds of pictures that are not known by their bytes, as some of cameras, have metadata too; a text has none. */
function mayBePicture({ kind }: PictureFinding, { type }: Blob): boolean {
  return (kind === 'unknown' || kind === 'other') && type.startsWith('image/');
}

async function draw(
  blob: Blob,
  options: PictureOptions,
  clock: Clock,
): Promise<TreatedPicture & { readonly isNew: boolean }> {
  const left = (why?: NotDrawn) => ({
    blob,
    isNew: false,
    treatments: why === undefined ? [] : [{ kind: 'not-drawn', why } as const],
  });
  const target = targetOf(blob.type, options);
  if (target === undefined) return left();
  if (blob.size > MAX_PICTURE_BYTES) return left('too-large');
  const head = new Uint8Array(await readSource(blob.slice(0, SIZE_BYTES), clock));
  const size = pictureSize(head, blob.type);
  if (size !== undefined && size.width * size.height > MAX_DRAWN_PIXELS) return left('too-large');
  const start = head.subarray(0, FRAME_BYTES);
  if (isAnimated(start, blob.type)) return left('animated');
  try {
    const drawn = await drawPicture(blob, target, options, mayBeWide(start));
    if (drawn === undefined) return left();
    const without = options.removesMetadata ? [{ kind: 'metadata-removed' } as const] : [];
    return { blob: drawn.blob, treatments: [...drawn.treatments, ...without], isNew: true };
  } catch {
    return left('unreadable');
  }
}

async function clean(blob: Blob, mimetype: string, clock: Clock): Promise<TreatedPicture> {
  if (blob.size > MAX_PICTURE_BYTES) throw metadataError(mimetype, 'it is too large');
  const bytes = new Uint8Array(await readSource(blob, clock));
  const cleaning = cleanPicture(bytes, mimetype);
  if (cleaning.kind !== 'clean') throw metadataError(mimetype, cleaning.kind);
  if (!cleaning.isChanged) return { blob, treatments: [] };
  return {
    blob: new Blob([...cleaning.pieces], { type: mimetype }),
    treatments: [{ kind: 'metadata-removed' }],
  };
}

function metadataError(mimetype: string, why: string): UploadError {
  const details = { step: 'metadata', found: mimetype };
  return new UploadError('limit', `the metadata could not be removed: ${why}`, details);
}
