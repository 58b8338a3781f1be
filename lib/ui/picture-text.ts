import type { PagePicture, PictureKind } from '../protocol/page-pictures.ts';
import { lastSegment } from '../protocol/source-name.ts';
import { type MessageKey, t } from './translate.ts';

const formats: ReadonlyMap<string, string> = new Map(
  Object.entries({
    jpg: 'JPEG',
    jpeg: 'JPEG',
    jfif: 'JPEG',
    png: 'PNG',
    apng: 'PNG',
    gif: 'GIF',
    webp: 'WebP',
    avif: 'AVIF',
    svg: 'SVG',
    'svg+xml': 'SVG',
    bmp: 'BMP',
    ico: 'ICO',
    'x-icon': 'ICO',
    'vnd.microsoft.icon': 'ICO',
    tif: 'TIFF',
    tiff: 'TIFF',
  }),
);

const madeFormats: Readonly<Partial<Record<PictureKind, string>>> = {
  canvas: 'PNG',
  drawing: 'SVG',
  video: 'PNG',
};

/** What a picture will be stored as, as far as its address tells: servers may answer with something else. */
export function formatOf({ kind, url }: Pick<PagePicture, 'kind' | 'url'>): string | undefined {
  if (url === undefined) return madeFormats[kind];
  const [, inside] = /^data:image\/([^;,]+)/i.exec(url) ?? [];
  const [, extension] = inside === undefined ? (/\.([a-z0-9]+)$/i.exec(new URL(url).pathname) ?? []) : [];
  return formats.get((inside ?? extension ?? '').toLowerCase());
}

const kindKeys: Readonly<Record<PictureKind, MessageKey>> = {
  image: 'kindImage',
  background: 'kindBackground',
  drawing: 'kindDrawing',
  canvas: 'kindCanvas',
  video: 'kindVideo',
  icon: 'kindIcon',
};

export const kindText = (kind: PictureKind): string => t(kindKeys[kind]);

/** What a picture is called: the name of its file, what the page says of it, or what it is. */
export function pictureTitle({ kind, url, alt }: Pick<PagePicture, 'kind' | 'url' | 'alt'>): string {
  const isFile = url !== undefined && /^https?:/i.test(url);
  return (isFile && lastSegment(new URL(url))) || alt || kindText(kind);
}
