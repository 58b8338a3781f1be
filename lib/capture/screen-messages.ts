import * as v from 'valibot';
import type { Rectangle } from './rectangle.ts';

// What the background asks of our script in a page whose picture is taken, and what that answers.

const finite = v.pipe(v.number(), v.finite());
const positive = v.pipe(finite, v.gtValue(0));

/** What is needed to find a place of the window in a picture of it. */
export const screenScaleSchema = v.strictObject({
  /** In CSS pixels, with the scroll bar; browsers round it. */
  windowWidth: positive,
  /** Pixels of the screen for one of CSS; the zoom of the tab is in it. */
  pixelRatio: positive,
  /** How much larger two fingers have made it beyond that. */
  pinchScale: positive,
});
export type ScreenScale = v.InferOutput<typeof screenScaleSchema>;

/** The part of a page that can be seen: its place in the page, in CSS pixels, without scroll bars. */
export const pageViewSchema = v.strictObject({
  ...screenScaleSchema.entries,
  left: finite,
  top: finite,
  width: positive,
  height: positive,
});
export type PageView = v.InferOutput<typeof pageViewSchema>;

/** A page that is held still, and how large it is as a whole. Its top left corner is at 0, 0. */
export const heldViewSchema = v.strictObject({
  view: pageViewSchema,
  page: v.strictObject({ width: positive, height: positive }),
  /** A large part of it scrolls by itself: what is further down in there is not seen. */
  scrollsInside: v.boolean(),
});
export type HeldView = v.InferOutput<typeof heldViewSchema>;

export const regionAnswerSchema = v.variant('kind', [
  v.strictObject({
    kind: v.literal('chosen'),
    /** In CSS pixels, from the corner of what can be seen. */
    region: v.strictObject({ x: finite, y: finite, width: positive, height: positive }),
    view: pageViewSchema,
  }),
  /** By the person: with Escape, by choosing anew, or by going elsewhere. */
  v.strictObject({ kind: v.literal('cancelled') }),
  /** The page has taken it away. */
  v.strictObject({ kind: v.literal('removed') }),
  /** Nothing can be drawn over it: it is a picture, or anything else that is no HTML. */
  v.strictObject({ kind: v.literal('unfit') }),
]);
export type RegionAnswer = v.InferOutput<typeof regionAnswerSchema>;

/** What the overlay says. `size` has `{width}` and `{height}` in it. */
export interface RegionTexts {
  readonly language: string;
  readonly title: string;
  readonly help: string;
  readonly size: string;
}

/**
 * What the script offers, under a name of its own in our isolated world. At most one thing goes on in a page: beginning
 * another ends it. `id` is of what goes on; null means that it does not any more.
 */
export interface PageScreen {
  chooseRegion(id: string, texts: RegionTexts): Promise<RegionAnswer>;
  view(): PageView;
  /** Has the page stand still, and makes it scroll at once where it is told to. */
  hold(id: string): HeldView;
  /**
   * Brings a place to the corner of the window, waits for what it shows, and tells where the page came to.
   * @param isFirst whether what always stays in the window may be seen
   */
  show(id: string, left: number, top: number, isFirst: boolean): Promise<HeldView | null>;
  held(id: string): HeldView | null;
  /** Says that somebody still wants it. Without that for a while, everything is put back. */
  isThere(id: string): boolean;
  /** Puts everything back. */
  release(id: string): void;
}

export const pageScreenName = 's3UploaderPageScreen';

export type Region = Rectangle;
