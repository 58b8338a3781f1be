/** Bytes of a text in UTF-8, half a surrogate pair counted as the sign that replaces it. */
export function utf8Length(text: string): number {
  let bytes = 0;
  for (const character of text) {
    const point = character.codePointAt(0) ?? 0;
    if (point < 0x80) bytes += 1;
    else if (point < 0x800) bytes += 2;
    else bytes += point < 0x10000 ? 3 : 4;
  }
  return bytes;
}

/** As much of a text's start as fits, cut between characters. */
export function cutToUtf8Length(text: string, maxBytes: number): string {
  let end = 0;
  let left = maxBytes;
  for (const character of text) {
    left -= utf8Length(character);
    if (left < 0) break;
    end += character.length;
  }
  return text.slice(0, end);
}
