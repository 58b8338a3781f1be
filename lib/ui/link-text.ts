import type { LinkFacts } from '../core/link-facts.ts';
import { formatLink, formatsFor, type LinkFormat } from '../core/link-format.ts';
import { localDayAndTime } from '../core/local-stamp.ts';
import type { LinkSettings } from '../protocol/link-settings.ts';
import type { JobView } from '../protocol/messages.ts';
import { formatBytes } from './format-bytes.ts';
import { type MessageKey, t } from './translate.ts';

/** What a button says that copies a link in a format. */
export const copyKeys: Readonly<Record<LinkFormat, MessageKey>> = {
  url: 'copyLink',
  markdown: 'copyMarkdown',
  'markdown-image': 'copyMarkdownImage',
  html: 'copyHtml',
  'html-image': 'copyHtmlImage',
  bbcode: 'copyBbcode',
  'bbcode-image': 'copyBbcodeImage',
  own: 'copyOwn',
};

/** What the formats are called in a list. */
export const formatKeys: Readonly<Record<LinkFormat, MessageKey>> = {
  url: 'formatUrl',
  markdown: 'formatMarkdown',
  'markdown-image': 'formatMarkdownImage',
  html: 'formatHtml',
  'html-image': 'formatHtmlImage',
  bbcode: 'formatBbcode',
  'bbcode-image': 'formatBbcodeImage',
  own: 'formatOwn',
};

/** What of a job goes into what is copied. */
export type LinkedFile = Pick<JobView, 'name' | 'sizeBytes' | 'mimetype' | 'createdAtMs' | 'file'>;

/** The link of a stored file in a format, for the clipboard. */
export function linkText(url: string, file: LinkedFile, format: LinkFormat, template: string): string {
  return formatLink(factsOf(url, file), format, template);
}

/** The formats that can be copied: an own one only where there is a template. */
export function offeredFormats({ mimetype }: LinkedFile, { template }: LinkSettings): readonly LinkFormat[] {
  return formatsFor(mimetype).filter((format) => format !== 'own' || template.trim() !== '');
}

/** What the one button copies: for what is no picture, not the form that shows one. */
export function usualFormat(file: LinkedFile, settings: LinkSettings): LinkFormat {
  return offeredFormats(file, settings).includes(settings.format)
    ? settings.format
    : plainFormat(settings.format);
}

function plainFormat(format: LinkFormat): LinkFormat {
  switch (format) {
    case 'markdown-image':
      return 'markdown';
    case 'html-image':
      return 'html';
    case 'bbcode-image':
      return 'bbcode';
    default:
      return 'url';
  }
}

function factsOf(url: string, { name, sizeBytes, mimetype, createdAtMs, file }: LinkedFile): LinkFacts {
  return {
    url,
    name,
    size: formatBytes(sizeBytes),
    bytes: sizeBytes,
    type: mimetype,
    handle: file?.handle ?? '',
    date: localDayAndTime(new Date(createdAtMs)).date,
  };
}

/** An example for the options, of a picture. */
export function exampleLink(format: LinkFormat, template: string): string {
  const file = { handle: 'w2VBz4cRTmGdc8qNVUJo', url: '' };
  const name = t('exampleFileName');
  const job = { name, sizeBytes: 1_234_567, mimetype: 'image/png', createdAtMs: 1_770_000_000_000, file };
  return linkText(`https://cdn.filestackcontent.com/${file.handle}`, job, format, template);
}
