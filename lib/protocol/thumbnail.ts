import * as v from 'valibot';

/** Of 8 kB in base64, with what stands before it. */
export const MAX_THUMBNAIL_CHARS = 11_000;
/** How many a page asks for at a time. */
export const MAX_THUMBNAILS = 50;

/** A small picture of an upload, as it is kept and shown: pixels that a browser has drawn itself. */
export const thumbnailSchema = v.pipe(
  v.string(),
  v.maxLength(MAX_THUMBNAIL_CHARS),
  v.regex(/^data:image\/(?:webp|png);base64,[A-Za-z0-9+/]+=*$/),
);
