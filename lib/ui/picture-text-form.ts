import * as v from 'valibot';
import { defaultPictureOptions } from '../core/picture-options.ts';
import { pictureOptionsSchema } from '../protocol/picture-options.ts';
import { writtenNumber } from './written-number.ts';

const { quality: qualitySchema, longestSide: longestSideSchema } = pictureOptionsSchema.entries;

/** @returns the default when nothing is written, undefined when the text is no number in range */
export function parseQuality(text: string): number | undefined {
  const result = v.safeParse(qualitySchema, writtenNumber(text) ?? defaultPictureOptions.quality);
  return result.success ? result.output : undefined;
}

/** @returns null for no limit when nothing is written, undefined when the text is no number in range */
export function parseLongestSide(text: string): number | null | undefined {
  const result = v.safeParse(longestSideSchema, writtenNumber(text) ?? null);
  return result.success ? result.output : undefined;
}
