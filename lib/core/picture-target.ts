import type { PictureOptions } from './picture-options.ts';

/** What a browser can draw anew, and as what when nothing else is wished for: it writes no AVIF and no BMP. */
const drawnAs: Readonly<Record<string, string>> = {
  'image/png': 'image/png',
  'image/jpeg': 'image/jpeg',
  'image/webp': 'image/webp',
  'image/avif': 'image/webp',
  'image/bmp': 'image/png',
};

const convertible: readonly string[] = ['image/webp', 'image/avif'];

/** What a picture is to become. */
export interface PictureTarget {
  readonly mimetype: string;
  /** It becomes that whatever its size is; otherwise only when it is too large. */
  readonly isConversion: boolean;
}

/** @returns undefined when nothing is to be drawn anew, whatever its size is */
export function targetOf(
  mimetype: string,
  { convertTo, longestSide }: Pick<PictureOptions, 'convertTo' | 'longestSide'>,
): PictureTarget | undefined {
  if (convertTo !== 'off' && convertible.includes(mimetype)) {
    return { mimetype: `image/${convertTo}`, isConversion: true };
  }
  const same = drawnAs[mimetype];
  return longestSide === null || same === undefined ? undefined : { mimetype: same, isConversion: false };
}

/** The size that fits into a longest side; the same when it fits already. */
export function fittingSize(
  { width, height }: { readonly width: number; readonly height: number },
  longestSide: number | null,
): { readonly width: number; readonly height: number } {
  const scale = Math.min(1, (longestSide ?? Number.POSITIVE_INFINITY) / Math.max(width, height));
  return {
    width: Math.max(1, Math.round(width * scale)),
    height: Math.max(1, Math.round(height * scale)),
  };
}
