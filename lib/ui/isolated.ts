const isolates = /^\u2068[^\u2068\u2069]*\u2069$/;

/** A text to be put into another: whatever its direction, the one around it keeps its own. */
export function isolated(text: string): string {
  return text === '' || isolates.test(text) ? text : `\u2068${text}\u2069`;
}
