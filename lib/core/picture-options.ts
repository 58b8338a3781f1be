/** What WebP and AVIF become. */
export const conversionTargets = ['off', 'png', 'jpeg'] as const;
export type ConversionTarget = (typeof conversionTargets)[number];

/** What is done to pictures before they are stored; each is off until it is chosen. */
export interface PictureOptions {
  readonly convertTo: ConversionTarget;
  /** Of what is drawn anew as JPEG or WebP: 1 to 100. */
  readonly quality: number;
  /** Larger pictures are scaled down to it, in pixels; null for no limit. */
  readonly longestSide: number | null;
  /** Takes out EXIF, with the place where it was taken, XMP, IPTC and comments. */
  readonly removesMetadata: boolean;
}

export const defaultPictureOptions: PictureOptions = {
  convertTo: 'off',
  quality: 90,
  longestSide: null,
  removesMetadata: false,
};

export const LEAST_LONGEST_SIDE = 16;
/** More than browsers draw at once. */
export const GREATEST_LONGEST_SIDE = 16_384;

/** More than browsers draw at once, too; each takes four bytes, however few the file has. */
export const MAX_DRAWN_PIXELS = GREATEST_LONGEST_SIDE ** 2;

/** Whether anything is to be done at all. */
export function treatsPictures({ convertTo, longestSide, removesMetadata }: PictureOptions): boolean {
  return convertTo !== 'off' || longestSide !== null || removesMetadata;
}

/** More than pictures of cameras have; what is larger is not taken into memory. */
export const MAX_PICTURE_BYTES = 200 * 1024 ** 2;

/** Something that was done to a picture, or that was wished for and not done. */
export type Treatment =
  | { readonly kind: 'converted'; readonly from: string; readonly to: string }
  | { readonly kind: 'scaled'; readonly width: number; readonly height: number }
  | { readonly kind: 'metadata-removed' }
  /** Drawn anew it would lose its other frames, or can't be drawn at all, or is too large for it. */
  | { readonly kind: 'not-drawn'; readonly why: NotDrawn };

export const notDrawnReasons = ['animated', 'unreadable', 'too-large'] as const;
export type NotDrawn = (typeof notDrawnReasons)[number];
