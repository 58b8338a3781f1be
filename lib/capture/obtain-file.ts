import { MAGIC_BYTES, typeOfBytes } from '../core/magic-bytes.ts';
import type { ObtainedBlob } from '../engine/job-entry.ts';
import { askOurselves, type OwnSources } from './ask-ourselves.ts';
import { captureError } from './capture-error.ts';
import type { FetchedSource } from './fetch-source.ts';
import { findPicture } from './picture-bytes.ts';
import { sourceName } from './picture-name.ts';

/** What a link leads to or a player plays, whatever it is. */
export function obtainFile(
  url: string,
  pageUrl: string,
  sources: OwnSources,
  signal: AbortSignal,
): Promise<ObtainedBlob> {
  return askOurselves(url, pageUrl, sources, signal, file);
}

/** Extensions of addresses that answer with pages, and no extension at all. */
const pageLike = /^(?:[^.]*|.*\.(?:html?|xhtml|php|aspx?|jsp|cgi))$/i;

/** A page is what a link to a page leads to; under the name of another kind of file it is an error or a login. */
async function file({ blob, disposition }: FetchedSource, url: string): Promise<ObtainedBlob> {
  const { kind } = await findPicture(blob);
  const name = sourceName({ url, disposition }) ?? 'page.html';
  if (kind === 'empty' || (kind === 'page' && !pageLike.test(name))) {
    throw captureError('found', url, { found: kind });
  }
  const type = typeOfBytes(new Uint8Array(await blob.slice(0, MAGIC_BYTES).arrayBuffer())) ?? blob.type;
  return { blob: blob.slice(0, blob.size, type), name };
}
