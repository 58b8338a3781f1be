/** SigV4's UriEncode: everything but A–Z a–z 0–9 - . _ ~ as %XX of its UTF-8 bytes. */
export function encodeRfc3986(text: string): string {
  return encodeURIComponent(text).replace(/[!'()*]/g, (character) => {
    return `%${character.charCodeAt(0).toString(16).toUpperCase()}`;
  });
}
