import * as v from 'valibot';
import { type LinkFormat, linkFormats } from '../core/link-format.ts';
import { MAX_LINK_TEMPLATE_CHARS } from '../core/link-template.ts';

/** How links of stored files are copied. */
export interface LinkSettings {
  /** What "Copy" copies. */
  readonly format: LinkFormat;
  /** For the format `own`; empty text where there is none. */
  readonly template: string;
  /** The link of an upload that has just ended is put on the clipboard without a click. */
  readonly copiesByItself: boolean;
}

export const defaultLinkSettings: LinkSettings = { format: 'url', template: '', copiesByItself: false };

/** What is absent has its default: settings of an older version have less. */
export const linkSettingsSchema: v.GenericSchema<unknown, LinkSettings> = v.strictObject({
  format: v.optional(v.picklist(linkFormats), defaultLinkSettings.format),
  template: v.optional(
    v.pipe(v.string(), v.maxLength(MAX_LINK_TEMPLATE_CHARS)),
    defaultLinkSettings.template,
  ),
  copiesByItself: v.optional(v.boolean(), defaultLinkSettings.copiesByItself),
});
