/** A name for what was made of a page: its title and the moment, in the person's own time. */
export function pageFileName(title: string, extension: string, now: Date): string {
  const name = title
    .toWellFormed()
    .replace(/[\p{Cc}\s/\\]+/gu, ' ')
    .trim();
  const two = (value: number) => String(value).padStart(2, '0');
  const date = [now.getFullYear(), two(now.getMonth() + 1), two(now.getDate())].join('-');
  const time = [two(now.getHours()), two(now.getMinutes()), two(now.getSeconds())].join('-');
  return `${[...name].slice(0, MAX_TITLE_LENGTH).join('').trim() || 'page'} ${date} ${time}.${extension}`;
}

/** In characters: more of a title is no name any more. */
const MAX_TITLE_LENGTH = 80;
