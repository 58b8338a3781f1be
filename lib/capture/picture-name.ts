import { UNNAMED } from '../core/file-name.ts';
import { dispositionName, lastSegment } from '../protocol/source-name.ts';

/** The usual extension of each type, then the others that are as true. */
const extensions: Readonly<Record<string, readonly string[]>> = {
  'image/png': ['png', 'apng'],
  'image/jpeg': ['jpg', 'jpeg', 'jpe', 'jfif'],
  'image/gif': ['gif'],
  'image/webp': ['webp'],
  'image/avif': ['avif', 'avifs'],
  'image/svg+xml': ['svg'],
  'image/bmp': ['bmp', 'dib'],
  'image/x-icon': ['ico', 'cur'],
  'image/tiff': ['tif', 'tiff'],
  'image/heic': ['heic', 'heif'],
  'image/heif': ['heif', 'heic'],
};

const allExtensions: ReadonlySet<string> = new Set(Object.values(extensions).flat());

/** What a name can be taken from. */
export interface NameSources {
  /** The picture's address. */
  readonly url: string;
  /** The answer's `Content-Disposition`. */
  readonly disposition?: string | null;
  /** By the bytes. */
  readonly mimetype?: string;
}

/**
 * A name for a picture: what its server calls it, the last piece of its path, or `image`; with the extension of what it
 * is, since addresses that end in `.jpg` or `.php` answer with WebP.
 */
export function pictureName({ mimetype, ...sources }: NameSources): string {
  const name = sourceName(sources) ?? 'image';
  const fitting = extensions[mimetype ?? ''];
  const [usual] = fitting ?? [];
  if (fitting === undefined || usual === undefined) return name;
  const dot = name.lastIndexOf('.');
  const given = dot > 0 ? name.slice(dot + 1).toLowerCase() : '';
  if (fitting.includes(given)) return name;
  // Another picture's extension is wrong; anything else may be a part of the name.
  return `${allExtensions.has(given) ? name.slice(0, dot) : name}.${usual}`;
}

/** What its server calls a file, or the last piece of its path. */
export function sourceName({ url, disposition }: NameSources): string | undefined {
  const path = /^https?:/i.test(url) && URL.canParse(url) ? lastSegment(new URL(url)) : '';
  return usable(dispositionName(disposition ?? '') ?? '') ?? usable(path);
}

/** The last segment: a name may hold no folders, and must be more than dots. */
function usable(text: string): string | undefined {
  const name = text
    .toWellFormed()
    .replace(/\p{Cc}/gu, '')
    .split(/[/\\]/)
    .pop()
    ?.trim();
  return name === undefined || /^\.*$/.test(name) || name === UNNAMED ? undefined : name;
}
