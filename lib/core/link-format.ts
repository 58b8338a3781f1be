import type { LinkFacts } from './link-facts.ts';
import { fillLinkTemplate } from './link-template.ts';
import { escapeBbcode, escapeHtml, escapeMarkdown, oneLine } from './link-text.ts';

/** What a link can be copied as. Those of pictures show the picture where they are pasted. */
export const linkFormats = [
  'url',
  'markdown',
  'markdown-image',
  'html',
  'html-image',
  'bbcode',
  'bbcode-image',
  'own',
] as const;
export type LinkFormat = (typeof linkFormats)[number];

const withoutPicture: Partial<Record<LinkFormat, LinkFormat>> = {
  'markdown-image': 'markdown',
  'html-image': 'html',
  'bbcode-image': 'bbcode',
};

/** The formats that make sense for a media type, in the order of a menu. */
export function formatsFor(type: string): readonly LinkFormat[] {
  return linkFormats.filter((format) => isPicture(type) || withoutPicture[format] === undefined);
}

/**
 * A link as text to be pasted. A name can't leave its place in it, whatever is in it: what means something in a format is
 * escaped, and so is what would end the link. What is no picture gets the plain link of the same language.
 * @param template for the format `own`; what an empty one makes is the plain link
 */
export function formatLink(facts: LinkFacts, format: LinkFormat, template = ''): string {
  const { name } = facts;
  const fitting = isPicture(facts.type) ? format : (withoutPicture[format] ?? format);
  const url = pasted(facts.url);
  switch (fitting) {
    case 'url':
      return facts.url;
    case 'markdown':
      return `[${escapeMarkdown(name)}](${url})`;
    case 'markdown-image':
      return `![${escapeMarkdown(name)}](${url})`;
    case 'html':
      return `<a href="${escapeHtml(url)}">${escapeHtml(oneLine(name))}</a>`;
    case 'html-image':
      return `<img src="${escapeHtml(url)}" alt="${escapeHtml(oneLine(name))}">`;
    case 'bbcode':
      return `[url=${url}]${escapeBbcode(name)}[/url]`;
    case 'bbcode-image':
      return `[img]${url}[/img]`;
    case 'own':
      return template.trim() === '' ? facts.url : fillLinkTemplate(template, facts);
  }
}

export function isPicture(type: string): boolean {
  return /^image\//i.test(type);
}

const marks = /[\s"'<>()[\]\\^`{|}*]/g;

/** The same address, with everything spelt as a browser would that has a meaning in one of the formats. */
function pasted(url: string): string {
  const start = /^https?:\/\/[^/?#]*/i.exec(url)?.[0] ?? '';
  return start + url.slice(start.length).replace(marks, percentEncoded);
}

function percentEncoded(mark: string): string {
  return `%${(mark.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(2, '0')}`;
}
