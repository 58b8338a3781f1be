import type { Access } from './store-options.ts';

/** Metadata that says which upload an object comes from: the proof that a complete succeeded whose answer was lost. */
export const UPLOAD_METADATA = 'filestack-upload';

/** What an object is created with. */
export interface ObjectDescription {
  readonly id: string;
  readonly filename: string;
  readonly mimetype: string;
  readonly access?: Access | undefined;
}

/** RFC 6266: plain ASCII for old readers, percent-encoded UTF-8 for the rest. */
function contentDisposition(filename: string): string {
  const wellFormed = Buffer.from(filename, 'utf8').toString('utf8');
  // Signers and servers do not agree on runs of spaces inside quotes.
  const ascii = wellFormed.replace(/[^\x20-\x7e]|["\\%]/g, '_').replace(/ {2,}/g, ' ');
  const encoded = encodeURIComponent(wellFormed).replace(
    /['()*]/g,
    (c) => `%${c.charCodeAt(0).toString(16)}`,
  );
  return `inline; filename="${ascii}"; filename*=UTF-8''${encoded}`;
}

/** The headers of CreateMultipartUpload or PutObject. */
export function objectHeaders(object: ObjectDescription): Record<string, string> {
  const headers: Record<string, string> = {
    'content-type': object.mimetype || 'application/octet-stream',
    'content-disposition': contentDisposition(object.filename),
    [`x-amz-meta-${UPLOAD_METADATA}`]: object.id,
  };
  if (object.access === 'public') headers['x-amz-acl'] = 'public-read';
  return headers;
}
