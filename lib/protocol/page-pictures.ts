import * as v from 'valibot';

/** What shows a picture in a page. A `drawing` is SVG that stands in the page itself. */
export const pictureKinds = ['image', 'background', 'drawing', 'canvas', 'video', 'icon'] as const;
export type PictureKind = (typeof pictureKinds)[number];

/** The most pictures that are listed, of all frames of a tab together: more than anybody looks through. */
export const MAX_PICTURES = 2_000;
/** In characters; longer addresses hold the picture itself and stay in the page. */
export const MAX_ADDRESS_LENGTH = 4_000;
/** In characters. */
export const MAX_LABEL_LENGTH = 200;
/** In characters of base64. */
export const MAX_THUMBNAIL_LENGTH = 100_000;

/** In pixels; what claims to be wider or higher is of no known size. */
export const MAX_SIDE = 1_000_000;

const side = v.pipe(v.number(), v.safeInteger(), v.minValue(0), v.maxValue(MAX_SIDE));
const count = v.pipe(v.number(), v.safeInteger(), v.minValue(0));
const label = v.pipe(v.string(), v.maxLength(MAX_LABEL_LENGTH));
const address = v.pipe(v.string(), v.maxLength(MAX_ADDRESS_LENGTH), v.url());

const listedPicture = {
  /** By which the page's frame knows it, as long as the frame lasts. */
  ref: v.pipe(v.string(), v.maxLength(40)),
  kind: v.picklist(pictureKinds),
  /** Of its largest file; absent where only the page has it. */
  url: v.exactOptional(address),
  /** Of the file that the page shows, where that is another one. */
  shownUrl: v.exactOptional(address),
};

const listedPictureSchema = v.strictObject({
  ...listedPicture,
  /** In pixels of the file, as far as it is known; 0 where it is not. */
  width: side,
  height: side,
  alt: label,
});
export type ListedPicture = v.InferOutput<typeof listedPictureSchema>;

/** What our script tells of the pictures in one frame of a page. One that is not as expected takes no other along. */
export const framePicturesSchema = v.strictObject({
  frameUrl: v.string(),
  title: label,
  pictures: v.pipe(
    v.array(v.unknown()),
    v.maxLength(MAX_PICTURES),
    v.transform((pictures) =>
      pictures.flatMap((picture) => {
        const parsed = v.safeParse(listedPictureSchema, picture);
        return parsed.success ? [parsed.output] : [];
      }),
    ),
  ),
  /** There are more. */
  isCut: v.boolean(),
});
export type FramePictures = v.InferOutput<typeof framePicturesSchema>;

/** Where a picture stands. */
const standing = {
  tabId: count,
  frameId: count,
  frameUrl: v.string(),
  /** Address and title of the tab's own page. */
  tabUrl: v.string(),
  tabTitle: label,
};

/** A picture that a person has picked. */
export const pickedPictureSchema = v.strictObject({ ...listedPicture, ...standing });
export type PickedPicture = v.InferOutput<typeof pickedPictureSchema>;

/** A picture as it is offered. */
export interface PagePicture extends PickedPicture, Pick<ListedPicture, 'width' | 'height' | 'alt'> {
  /** Whether it comes from its page's own site or from another one, or must not be asked for. */
  readonly origin: 'page' | 'elsewhere' | 'refused';
  /** The other sites that its files are on, as far as they may be asked. */
  readonly otherSites: readonly string[];
}

/** The pictures of a tab. */
export interface TabPictures {
  readonly tabId: number;
  readonly title: string;
  readonly pictures: readonly PagePicture[];
  readonly isCut: boolean;
}

/** Drawn small by the page; null where it can't. The size is that of the picture, 0 where it is not known. */
export const thumbnailSchema = v.strictObject({
  src: v.nullable(
    v.pipe(
      v.string(),
      v.maxLength(MAX_THUMBNAIL_LENGTH),
      v.regex(/^data:image\/(?:webp|png);base64,[\w+/=]*$/),
    ),
  ),
  width: count,
  height: count,
});
export type Thumbnail = v.InferOutput<typeof thumbnailSchema>;
