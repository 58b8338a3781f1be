import * as v from 'valibot';
import { captureTroubles } from '../core/upload-error.ts';
import type { FramePictures, Thumbnail } from '../protocol/page-pictures.ts';
import { screenScaleSchema } from './screen-messages.ts';

// What the background asks of our script in a page, and what that answers. A Blob would not survive the way, so that
// bytes go in pieces of text.

/** The most that travels at once: a message of 64 MiB is refused by Chromium. */
export const PIECE_BYTES = 8 * 1024 ** 2;

/** What the script in the page offers, under a name of its own in our isolated world. */
export interface PageReader {
  // What is found stays in the page under the id that was given for it, until that is forgotten.
  /** @param maxBytes what is larger is refused */
  fetch(id: string, url: string, maxBytes: number): Promise<PageFound>;
  decode(id: string, url: string): Promise<PageFound>;
  /** The bytes of a listed picture that only the page has. */
  take(id: string, ref: string, maxBytes: number): Promise<PageFound>;
  /** A piece of what was found, in base64. */
  piece(id: string, from: number): Promise<string>;
  /** What was found, or is still being looked for, is not needed any more. */
  forget(id: string): void;
  /** That the page answers at all. */
  isThere(): true;
  /** A larger file of the picture that is shown from this address, if the page offers one. */
  larger(url: string): string | null;
  /** Where the picture is in the window, or null when it can't be seen. */
  place(url: string): PagePlace | null;
  /** Every picture of the frame. */
  list(): FramePictures;
  /** Listed pictures, drawn small. */
  thumbnails(refs: readonly string[]): Promise<readonly Thumbnail[]>;
  /** The text that is selected, with the ends of its lines. */
  selection(): string;
  /** What the page says of a picture: its alternative text or its title. */
  label(url: string): string;
}

export const pageReaderName = 's3UploaderPageReader';

const count = v.pipe(v.number(), v.safeInteger(), v.minValue(0));

export const pageFoundSchema = v.variant('kind', [
  v.strictObject({
    kind: v.literal('found'),
    sizeBytes: count,
    type: v.string(),
    disposition: v.nullable(v.string()),
  }),
  v.strictObject({
    kind: v.literal('failed'),
    capture: v.picklist(captureTroubles),
    status: v.optional(count),
  }),
]);
export type PageFound = v.InferOutput<typeof pageFoundSchema>;

/** In CSS pixels: the picture's box as far as it is inside of the window. */
export const pagePlaceSchema = v.nullable(
  v.strictObject({
    x: v.number(),
    y: v.number(),
    width: v.pipe(v.number(), v.minValue(1)),
    height: v.pipe(v.number(), v.minValue(1)),
    scale: screenScaleSchema,
  }),
);
export type PagePlace = NonNullable<v.InferOutput<typeof pagePlaceSchema>>;
