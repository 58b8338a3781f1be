import { isWebLink } from '../protocol/origins.ts';

/** What a person's text says of a file to be fetched. */
export type AddressText =
  | { readonly kind: 'address'; readonly url: string }
  /** More than one at once. */
  | { readonly kind: 'several' }
  | { readonly kind: 'none' };

/** Reads text as the address of one file. What holds a name and a password is none: it would be kept with the upload. */
export function readAddress(text: string): AddressText {
  const words = text.trim().split(/\s+/);
  const addresses = words.filter(isAddress);
  const [first] = addresses;
  if (first === undefined || addresses.length < words.length) return { kind: 'none' };
  return addresses.length > 1 ? { kind: 'several' } : { kind: 'address', url: new URL(first).href };
}

function isAddress(text: string): boolean {
  // A single slash, or none, would be read as an address, too.
  if (!/^https?:\/\//i.test(text) || !isWebLink(text)) return false;
  const { username, password } = new URL(text);
  return username === '' && password === '';
}
