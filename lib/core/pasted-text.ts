/** What a person has pasted into a line, without what comes along by accident. */
export interface PastedText {
  readonly text: string;
  /** Something was left out that the person may not have seen: more than spaces at the ends. */
  readonly isCleaned: boolean;
}

/** Controls with line breaks, what has no width, halves of surrogate pairs. */
const invisible = /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/gu;
const quotes = ['""', "''", '``', '“”', '‘’', '„“', '‚‘', '«»', '「」'];

/** Takes out spaces and quotes around it, line breaks, and characters that can't be seen. */
export function cleanPasted(pasted: string): PastedText {
  const text = withoutQuotes(pasted.replace(invisible, ''));
  return { text, isCleaned: text !== pasted.trim() };
}

function withoutQuotes(text: string): string {
  const plain = text.trim();
  const isQuoted = quotes.some(([open = '', close = '']) => plain.startsWith(open) && plain.endsWith(close));
  return isQuoted && plain.length > 1 ? withoutQuotes(plain.slice(1, -1)) : plain;
}

/** Whether there is a space inside: a sign that more than one thing was pasted. */
export function hasInnerSpace(text: string): boolean {
  return /\s/.test(text.trim());
}
