declare const brand: unique symbol;
/** Identity of a profile, made once and never reused: jobs keep it. */
export type ProfileId = string & { readonly [brand]: 'ProfileId' };

/** The profile that settings and jobs of versions without profiles are of. */
export const mainProfileId = 'main' as ProfileId;

/** What tells profiles apart at a glance, beside their names. */
export const profileColors = ['blue', 'green', 'orange', 'red', 'purple', 'teal', 'pink', 'gray'] as const;
export type ProfileColor = (typeof profileColors)[number];

/** More than anybody can tell apart in a menu. */
export const MAX_PROFILES = 20;
/** What a menu of a browser shows in one line. */
export const MAX_PROFILE_NAME_CHARS = 60;
export const MAX_SITES = 100;

/** A host as site rules name it: `example.com` stands for its subdomains, too. */
const siteRule =
  /^(?=.{1,253}$)[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9_])?(?:\.[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9_])?)*$/;

/** Whether it is such a host, in the spelling that addresses have it in. */
export function isSiteRule(text: string): boolean {
  return siteRule.test(text) || /^\[[0-9a-f:.]+\]$/.test(text);
}

/** The profile for what is captured on a site: the one whose rule says most about its host, or the first, the default. */
export function profileForSite<P extends { readonly sites: readonly string[] }>(
  profiles: readonly [P, ...P[]],
  host: string,
): P {
  const wanted = host.toLowerCase().replace(/\.$/, '');
  let best: P = profiles[0];
  let length = 0;
  for (const profile of profiles) {
    for (const site of profile.sites) {
      const isOfSite = wanted === site || wanted.endsWith(`.${site}`);
      if (isOfSite && site.length > length) [best, length] = [profile, site.length];
    }
  }
  return best;
}
