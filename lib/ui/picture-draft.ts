import * as v from 'valibot';
import type { PictureOptions } from '../core/picture-options.ts';
import { pictureOptionsSchema } from '../protocol/picture-options.ts';
import type { MessageKey } from './translate.ts';
import { writtenNumber } from './written-number.ts';

/** What is done to pictures, as the texts of a form: a box that is not ticked is empty. */
export type PictureTexts = Readonly<Record<keyof PictureOptions, string>>;

export function textsOfPictures(options: PictureOptions): PictureTexts {
  const { convertTo, quality, longestSide, removesMetadata } = options;
  return {
    convertTo,
    quality: String(quality),
    longestSide: longestSide === null ? '' : String(longestSide),
    removesMetadata: removesMetadata ? 'on' : '',
  };
}

/** What the texts mean, or the text that says what is wrong with them. */
export function parsePictures(texts: PictureTexts): PictureOptions | { readonly fault: MessageKey } {
  const { convertTo, quality, longestSide, removesMetadata } = texts;
  const result = v.safeParse(pictureOptionsSchema, {
    convertTo,
    quality: writtenNumber(quality),
    longestSide: writtenNumber(longestSide) ?? null,
    removesMetadata: removesMetadata !== '',
  });
  if (result.success) return result.output;
  const isQuality = result.issues.some(({ path }) => path?.[0]?.key === 'quality');
  return { fault: isQuality ? 'invalidQuality' : 'invalidLongestSide' };
}
