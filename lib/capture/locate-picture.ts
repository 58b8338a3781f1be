import { captureError } from './capture-error.ts';
import { isPrivateHost } from './private-host.ts';

/** A click on a picture, as the context menu tells of it. */
export interface PictureClick {
  readonly srcUrl: string;
  /** Address of the frame that shows the picture. */
  readonly frameUrl: string;
  /** Address of the tab; absent where the browser does not tell it. */
  readonly tabUrl?: string;
  readonly tabTitle?: string;
}

/** Where the bytes of a picture may be had. */
export type PicturePlace =
  /** In the address itself. */
  | { readonly kind: 'data' }
  /** In the page that made it. */
  | { readonly kind: 'page' }
  /** Behind an address of the web: the page's own site, or another one. */
  | { readonly kind: 'web'; readonly isOwnSite: boolean };

/**
 * Decides from what a click tells alone, so that a permission can be asked for while the click still counts.
 * @throws UploadError of the step `capture` for an address that is no picture's, or that reaches into a private network
 *   of which the page is no part
 */
export function locatePicture({ srcUrl, frameUrl, tabUrl }: PictureClick): PicturePlace {
  if (/^data:image\//i.test(srcUrl)) return { kind: 'data' };
  const url = URL.canParse(srcUrl) ? new URL(srcUrl) : undefined;
  if (url?.protocol === 'blob:') return { kind: 'page' };
  if (url === undefined || !/^https?:$/.test(url.protocol)) throw captureError('address', srcUrl);
  const places = [frameUrl, tabUrl ?? ''].filter((text) => URL.canParse(text)).map((text) => new URL(text));
  const isThere = places.some(({ hostname }) => hostname === url.hostname);
  if (isPrivateHost(url.hostname) && !isThere) throw captureError('private-address', srcUrl);
  return { kind: 'web', isOwnSite: URL.canParse(frameUrl) && new URL(frameUrl).origin === url.origin };
}
