import { UNNAMED } from '../core/file-name.ts';
import { withPictureExtension } from '../core/picture-extension.ts';
import { splitName } from '../core/split-name.ts';
import { dispositionName, lastSegment } from '../protocol/source-name.ts';
import { textName } from './text-name.ts';

/** What a name can be taken from. */
export interface NameSources {
  /** The picture's address. */
  readonly url: string;
  /** The answer's `Content-Disposition`. */
  readonly disposition?: string | null;
  /** By the bytes. */
  readonly mimetype?: string;
  /** Its alternative text or its title, as the page has it. */
  readonly label?: string;
  /** The page's title. */
  readonly pageTitle?: string;
}

/** Names that say nothing of what is in the file: words of programs, scripts, numbers, hashes and random ids. */
const vagueStem =
  /^(?:images?|img|index|default|download|view|get|thumb(?:nail)?|untitled|\d+|[0-9a-f]{16,}|[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})$/i;
const randomStem = /^(?=.*\d)(?=.*[a-z])(?=.*[A-Z])[\w-]{20,}$/;
const scriptName = /\.(?:php|aspx?|ashx|jsp|cgi|do)$/i;

/** Whether nobody could tell by a name what the picture is. */
function isVague(name: string): boolean {
  const { stem } = splitName(name);
  return vagueStem.test(stem) || randomStem.test(stem) || scriptName.test(name);
}

/** What its server calls a picture, or its address, where that says what it is. */
export function tellingName({
  url,
  disposition,
}: Pick<NameSources, 'url' | 'disposition'>): string | undefined {
  const path = sourceName({ url });
  const telling = path === undefined || isVague(path) ? undefined : path;
  return usable(dispositionName(disposition ?? '') ?? '') ?? telling;
}

/**
 * A name for a picture: what its server calls it, or the last piece of its path; where that says nothing, what the page
 * says of it, the page's title, or `image`. With the extension of what it is, since addresses that end in `.jpg` or `.php`
 * answer with WebP.
 */
export function pictureName({ mimetype = '', label = '', pageTitle = '', ...sources }: NameSources): string {
  const words = textName(label) || textName(pageTitle);
  return withPictureExtension(tellingName(sources) ?? (words || sourceName(sources) || 'image'), mimetype);
}

/** What its server calls a file, or the last piece of its path. */
export function sourceName({
  url,
  disposition,
}: Pick<NameSources, 'url' | 'disposition'>): string | undefined {
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
