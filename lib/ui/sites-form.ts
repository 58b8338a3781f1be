import { MAX_SITES } from '../core/profile.ts';
import { readSiteRule } from '../protocol/site-rule.ts';
import type { TextForm } from './text-form.ts';
import { t } from './translate.ts';
import { isolatedName } from './visible-name.ts';

/** The hosts of a profile, as a person lists them: with commas, spaces or line breaks between. */
export const sitesForm: TextForm<readonly string[]> = {
  write: (sites) => sites.join(', '),
  read(text) {
    const sites: string[] = [];
    for (const written of text.split(/[\s,;]+/).filter((piece) => piece !== '')) {
      const site = readSiteRule(written);
      if (site === undefined) return { fault: t('invalidSite', isolatedName(written)) };
      if (!sites.includes(site)) sites.push(site);
    }
    return sites.length > MAX_SITES ? { fault: t('tooManySites', MAX_SITES) } : { value: sites };
  },
};
