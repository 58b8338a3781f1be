/** What a template may name, in the order that the options show it. */
export const nameTokens = ['name', 'ext', 'date', 'time', 'host', 'title', 'hash', 'counter'] as const;
export type NameToken = (typeof nameTokens)[number];

/** What is known of a file when it gets its name; empty text where something is not known. */
export type NameFacts = Readonly<Record<NameToken, string>>;

/** Keeps every name as it is. */
export const DEFAULT_NAME_TEMPLATE = '{name}.{ext}';
export const MAX_TEMPLATE_CHARS = 512;

const tokenPattern = /\{([^{}]*)\}/g;

function isToken(text: string): text is NameToken {
  return (nameTokens as readonly string[]).includes(text);
}

/** Whether a template asks for something: what is costly to know is found out only then. */
export function asksFor(template: string, token: NameToken): boolean {
  return template.includes(`{${token}}`);
}

/** Tokens of a template that are none, each once: what a person should be told of while typing. */
export function unknownTokens(template: string): readonly string[] {
  const found = [...template.matchAll(tokenPattern)].map(([, token = '']) => token);
  return [...new Set(found)].filter((token) => !isToken(token));
}

/** Stands for a token that is empty while a template is filled; no fact can hold it. */
const NOTHING = '\uffff';

/**
 * The segments that a template makes: folders, outermost first, and at the end the name. Slashes come from the template
 * alone, never from a fact; `.`, `..` and what is blank are no segments. An empty token takes the separator beside it
 * along, such as the dot before an extension that is not there. What is no token stays as it is written.
 */
export function fillTemplate(template: string, facts: NameFacts): readonly string[] {
  return template
    .split(/[/\\]/)
    .map((segment) => fillSegment(segment, facts))
    .filter((segment) => !/^(?:\.*|\s*)$/.test(segment));
}

function fillSegment(segment: string, facts: NameFacts): string {
  const filled = asPart(segment).replace(tokenPattern, (whole, token: string) =>
    isToken(token) ? asPart(facts[token]) || NOTHING : whole,
  );
  return filled.replace(/[-_. ]\uffff|\uffff[-_. ]?/g, '');
}

// biome-ignore lint/suspicious/noControlCharactersInRegex: S3's XML can't carry them.
const unsafe = /[/\\\u0000-\u001f\u007f\ufffe\uffff]/g;

/** Text that can stand in one segment: no separators, no control characters, no half of a surrogate pair. */
function asPart(text: string): string {
  return text.toWellFormed().replace(unsafe, '_');
}
