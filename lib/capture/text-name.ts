/** In characters: more of a title is no name any more. */
const MAX_CHARACTERS = 80;

/** What a page says, as a name: one line of it, without slashes, and not too long. Empty when it says nothing. */
export function textName(text: string): string {
  const line = text
    .toWellFormed()
    .replace(/[\p{Cc}\s/\\]+/gu, ' ')
    .trim();
  const start = [...line].slice(0, MAX_CHARACTERS).join('').trim();
  return /^\.*$/.test(start) ? '' : start;
}
