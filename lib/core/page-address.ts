/** Longer ones hold data rather than lead anywhere. */
const MAX_CHARS = 4096;

const webPage = /^(https?):\/\/(?:[^/?#@]*@)?([^/?#@\s\\]+)([^#\s]*)/i;

/**
 * The address of a page as it is kept: of the web, without a name and a password in it, and without what comes after `#`,
 * where some sites hand over tokens. Undefined for anything else.
 */
export function pageAddress(url: string): string | undefined {
  const [, scheme, host, rest] = webPage.exec(url) ?? [];
  if (scheme === undefined || host === undefined || url.length > MAX_CHARS) return undefined;
  return `${scheme.toLowerCase()}://${host}${rest}`;
}
