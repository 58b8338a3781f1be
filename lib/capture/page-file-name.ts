import { localStamp } from '../core/local-stamp.ts';

/** A name for what was made of a page: its title and the moment, in the person's own time. */
export function pageFileName(title: string, extension: string, now: Date): string {
  const name = title
    .toWellFormed()
    .replace(/[\p{Cc}\s/\\]+/gu, ' ')
    .trim();
  return `${[...name].slice(0, MAX_TITLE_LENGTH).join('').trim() || 'page'} ${localStamp(now)}.${extension}`;
}

/** In characters: more of a title is no name any more. */
const MAX_TITLE_LENGTH = 80;
