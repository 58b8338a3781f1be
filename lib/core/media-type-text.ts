/** As many characters as a type and its subtype have at most in a header (RFC 6838, 4.2: 127 each, far more than any has). */
const MAX_TYPE_CHARS = 127;
const token = "[!#$%&'*+.^_`|~0-9a-z-]+";
const mediaType = new RegExp(
  `^${token}/${token}(?: *; *${token}=(?:${token}|"[^"\\\\\\u0000-\\u001f\\u007f-\\uffff]*"))*$`,
  'i',
);

/** A type that can be sent as it is, or `application/octet-stream` in place of what is none. */
export function sendableType(text: string): string {
  return text.length <= MAX_TYPE_CHARS && mediaType.test(text) ? text : 'application/octet-stream';
}
