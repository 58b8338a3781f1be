import type { LinkFacts } from './link-facts.ts';
import { escapeBbcode, escapeHtml, escapeMarkdown, oneLine } from './link-text.ts';

/** What a template of links may name, in the order that the options show it. */
export const linkTokens = ['url', 'name', 'size', 'bytes', 'type', 'handle', 'date'] as const;
type LinkToken = (typeof linkTokens)[number];

/** How a token can be escaped: `{name:html}`. */
export const tokenEscapes = ['markdown', 'html', 'bbcode'] as const;
type TokenEscape = (typeof tokenEscapes)[number];

export const MAX_LINK_TEMPLATE_CHARS = 2048;

const escapes: Readonly<Record<TokenEscape, (text: string) => string>> = {
  markdown: escapeMarkdown,
  html: escapeHtml,
  bbcode: escapeBbcode,
};

const tokenPattern = /\{([^{}:]*)(?::([^{}]*))?\}/g;
const isToken = (text: string): text is LinkToken => (linkTokens as readonly string[]).includes(text);
const isEscape = (text: string): text is TokenEscape => (tokenEscapes as readonly string[]).includes(text);

/** What of a template looks like a token and is none, each once: what a person should be told of while typing. */
export function unknownLinkTokens(template: string): readonly string[] {
  const found = [...template.matchAll(tokenPattern)].filter(
    ([, token = '', how]) => !isToken(token) || (how !== undefined && !isEscape(how)),
  );
  return [...new Set(found.map(([whole]) => whole.slice(1, -1)))];
}

/**
 * A template with its tokens filled in, each on one line, each once: what looks like a token in a name is not filled. What
 * is no token stays as it is written, and so do line ends of the template.
 */
export function fillLinkTemplate(template: string, facts: LinkFacts): string {
  return template.replace(tokenPattern, (whole, token: string, how?: string) => {
    if (!isToken(token) || (how !== undefined && !isEscape(how))) return whole;
    const text = oneLine(String(facts[token]));
    return how === undefined ? text : escapes[how](text);
  });
}
