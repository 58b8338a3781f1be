import * as v from 'valibot';
import {
  conversionTargets,
  defaultPictureOptions,
  GREATEST_LONGEST_SIDE,
  LEAST_LONGEST_SIDE,
} from '../core/picture-options.ts';

const whole = (least: number, greatest: number) =>
  v.pipe(v.number(), v.safeInteger(), v.minValue(least), v.maxValue(greatest));

/** What is done to pictures, as it stands in settings and job records. */
export const pictureOptionsSchema = v.strictObject({
  convertTo: v.optional(v.picklist(conversionTargets), defaultPictureOptions.convertTo),
  quality: v.optional(whole(1, 100), defaultPictureOptions.quality),
  longestSide: v.optional(
    v.nullable(whole(LEAST_LONGEST_SIDE, GREATEST_LONGEST_SIDE)),
    defaultPictureOptions.longestSide,
  ),
  removesMetadata: v.optional(v.boolean(), defaultPictureOptions.removesMetadata),
});
