import { isolated } from './isolated.ts';

/** Joins emoji, and letters of scripts that are written joined; anywhere else nobody sees it. */
const joiner = new RegExp(
  [
    '(?<=[\\p{Extended_Pictographic}\\p{EMod}\\ufe0f])\\u200d(?=\\p{Extended_Pictographic})',
    ...joinedScripts(),
  ].join('|'),
  'gu',
);

function joinedScripts(): readonly string[] {
  return ['Arab', 'Deva', 'Beng', 'Sinh', 'Mlym'].map(
    (script) => `(?<=\\p{scx=${script}})[\\u200c\\u200d](?=\\p{scx=${script}})`,
  );
}

/** Controls, what turns the direction of text, what has no width, and halves of surrogate pairs. */
const invisible = /[\p{Cc}\p{Cf}\p{Cs}\u2028\u2029\u115f\u1160\u3164\uffa0]/u;

/**
 * A name with everything that can't be seen spelt out, such as `[U+202E]`: so it can't look like another one. It is still
 * foreign text, to be isolated from the text around it.
 */
export function visibleName(name: string): string {
  const joiners = new Set([...name.matchAll(joiner)].map(({ index }) => index));
  let visible = '';
  let index = 0;
  for (const character of name) {
    visible += invisible.test(character) && !joiners.has(index) ? spelt(character) : character;
    index += character.length;
  }
  return visible;
}

function spelt(character: string): string {
  const point = character.codePointAt(0) ?? 0;
  return `[U+${point.toString(16).toUpperCase().padStart(4, '0')}]`;
}

/** A name in a sentence: whatever its direction, the text around it keeps its own. */
export function isolatedName(name: string): string {
  return isolated(visibleName(name));
}
