import { MAGIC_BYTES, typeOfBytes } from '../core/magic-bytes.ts';

/** What bytes that were asked for as a picture turned out to be. */
export type PictureFinding =
  | { readonly kind: 'picture'; readonly mimetype: string }
  /** `page` is HTML: an error page, a login. `other` has a type of its own, `unknown` none that is known. */
  | { readonly kind: 'page' | 'json' | 'text' | 'empty' | 'unknown' }
  | { readonly kind: 'other'; readonly mimetype: string };

/** SVG may begin with a byte order mark, a prologue, comments and a document type of some length. */
const TEXT_BYTES = 4096;

/** Looks at the bytes alone: what a server says of them is what error pages lie about. */
export async function findPicture(blob: Blob): Promise<PictureFinding> {
  if (blob.size === 0) return { kind: 'empty' };
  const start = new Uint8Array(await blob.slice(0, TEXT_BYTES).arrayBuffer());
  const mimetype = typeOfBytes(start.subarray(0, MAGIC_BYTES));
  if (mimetype !== undefined) {
    return mimetype.startsWith('image/') ? { kind: 'picture', mimetype } : { kind: 'other', mimetype };
  }
  const text = readText(start);
  return text === undefined ? { kind: 'unknown' } : kindOfText(text);
}

/** @returns undefined when the bytes are no text: they hold what no text holds */
function readText(start: Uint8Array): string | undefined {
  if (start.includes(0)) return undefined;
  // A character may be cut in two at the end of what was read.
  return new TextDecoder('utf-8').decode(start, { stream: true });
}

function kindOfText(text: string): PictureFinding {
  const bare = withoutProlog(text);
  if (/^<(?:\w+:)?svg[\s>/]/i.test(bare)) return { kind: 'picture', mimetype: 'image/svg+xml' };
  if (/^<(?:!doctype\s+html|html|head|body|script|title|meta|div|p|h1)\b/i.test(bare))
    return { kind: 'page' };
  if (/^[[{]/.test(bare)) return { kind: 'json' };
  return { kind: 'text' };
}

/** The text from its first element on. */
function withoutProlog(text: string): string {
  let rest = text.trimStart();
  for (;;) {
    const shorter = rest.replace(
      /^(?:<\?[\s\S]*?\?>|<!--[\s\S]*?-->|<!doctype\s+svg[^>[]*(?:\[[\s\S]*?\]\s*)?>)\s*/i,
      '',
    );
    if (shorter === rest) return rest;
    rest = shorter;
  }
}
