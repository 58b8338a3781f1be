/** What a person has pasted into a line, without what comes along by accident. */
export interface PastedText {
  readonly text: string;
  /** Something was left out that the person may not have seen: more than spaces at the ends. */
  readonly isCleaned: boolean;
}

/** Controls with line breaks, what has no width, halves of surrogate pairs. */
const invisible = /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/gu;
const quotesAround = /^[\s"'`“”„‟‘’‚«»]+|[\s"'`“”„‟‘’‚«»]+$/gu;

/** Takes out spaces and quotes around it, line breaks, and characters that can't be seen. */
export function cleanPasted(pasted: string): PastedText {
  const text = pasted.replace(invisible, '').replace(quotesAround, '');
  return { text, isCleaned: text !== pasted.trim() };
}

/** Whether there is a space inside: a sign that more than one thing was pasted. */
export function hasInnerSpace(text: string): boolean {
  return /\s/.test(text.trim());
}
