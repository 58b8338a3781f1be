import { type PagePicture, type PictureKind, pictureKinds } from '../protocol/page-pictures.ts';
import { formatOf } from './picture-text.ts';

/** Which pictures are shown: of a kind, of a format, or all; and from which size on. */
export interface PictureFilter {
  readonly what: 'all' | `kind:${PictureKind}` | `format:${string}`;
  /** In pixels, of the longer side. */
  readonly minSide: number;
}

export const showAll: PictureFilter = { what: 'all', minSide: 0 };

/** The sizes that are offered to choose from, in pixels. */
export const sideSteps = [0, 64, 200, 500, 1_000] as const;

/** A picture with what was learned of it since it was listed. */
export type SizedPicture = Pick<PagePicture, 'kind' | 'url' | 'width' | 'height'>;

/** One whose size is not known is shown: it may be the one that is looked for. */
export function isShown(picture: SizedPicture, { what, minSide }: PictureFilter): boolean {
  const side = Math.max(picture.width, picture.height);
  return (side === 0 || side >= minSide) && isOf(picture, what);
}

/** A choice of what to show, and how many pictures there are of it. */
export interface FilterChoice {
  readonly what: PictureFilter['what'];
  readonly count: number;
}

/** What can be chosen among these pictures: of everything at least one. */
export function choicesAmong(pictures: readonly SizedPicture[]): readonly FilterChoice[] {
  const counts = new Map<PictureFilter['what'], number>([['all', pictures.length]]);
  const add = (what: PictureFilter['what']) => counts.set(what, (counts.get(what) ?? 0) + 1);
  for (const picture of pictures) {
    const format = formatOf(picture);
    add(`kind:${picture.kind}`);
    if (format !== undefined) add(`format:${format}`);
  }
  const kinds = pictureKinds.map((kind) => `kind:${kind}` as const);
  const formats = [...counts.keys()].filter((what) => what.startsWith('format:')).sort();
  return (['all', ...kinds, ...formats] as const).flatMap((what) => {
    const count = counts.get(what);
    return count === undefined ? [] : [{ what, count }];
  });
}

function isOf(picture: SizedPicture, what: PictureFilter['what']): boolean {
  return what === 'all' || what === `kind:${picture.kind}` || what === `format:${formatOf(picture)}`;
}
