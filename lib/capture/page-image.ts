import { UploadError } from '../core/upload-error.ts';

/** A click on a picture, as the context menu tells of it. */
export interface PictureClick {
  readonly srcUrl: string;
  /** Address of the frame that shows the picture. */
  readonly frameUrl: string;
}

/** Where the bytes of a picture can be had. */
export type PictureSource =
  /** In the address itself. */
  | { readonly kind: 'data' }
  /** From the page, with its cookies, since the picture is of its own origin. */
  | { readonly kind: 'page' }
  /** Nowhere yet: another origin's. */
  | { readonly kind: 'elsewhere'; readonly origin: string };

/** @throws UploadError for an address that is no picture's, such as `javascript:` */
export function locatePicture({ srcUrl, frameUrl }: PictureClick): PictureSource {
  if (/^data:image\//i.test(srcUrl)) return { kind: 'data' };
  if (!URL.canParse(srcUrl) || !/^(https?|blob):/i.test(srcUrl))
    throw unreadable('the address is no picture’s');
  const { origin } = new URL(srcUrl);
  const isSameOrigin = URL.canParse(frameUrl) && new URL(frameUrl).origin === origin;
  return isSameOrigin ? { kind: 'page' } : { kind: 'elsewhere', origin };
}

/** A picture that can't be had. With an origin, it is because the picture is that other origin's. */
export function unreadable(message: string, origin?: string): UploadError {
  return new UploadError('source-gone', message, {
    step: 'capture',
    ...(origin !== undefined && { origin }),
  });
}

/** What the script in the page hands back: a Blob would not survive the way. */
export type PageAnswer = { readonly dataUrl: string } | { readonly status: number };

/** Runs in the page, so it may use nothing from outside itself. */
export async function readInPage(url: string): Promise<PageAnswer> {
  const response = await fetch(url);
  if (!response.ok) return { status: response.status };
  const blob = await response.blob();
  return await new Promise((resolve, reject) => {
    const reader = new FileReader();
    reader.onload = () => resolve({ dataUrl: String(reader.result) });
    reader.onerror = () => reject(reader.error);
    reader.readAsDataURL(blob);
  });
}

/** The picture in a data address. @throws UploadError when it is none */
export async function pictureOfDataUrl(dataUrl: string): Promise<Blob> {
  const blob = await (await fetch(dataUrl)).blob();
  if (!/^image\//i.test(blob.type))
    throw unreadable(`what came is ${blob.type || 'of no type'}, not a picture`);
  return blob;
}

const extensions: Readonly<Record<string, string>> = {
  'image/png': 'png',
  'image/jpeg': 'jpg',
  'image/gif': 'gif',
  'image/webp': 'webp',
  'image/avif': 'avif',
  'image/svg+xml': 'svg',
  'image/bmp': 'bmp',
};

/** A name for a picture: the last piece of its path, or `image` with the extension of its type. */
export function pictureName(srcUrl: string): string {
  const url = new URL(srcUrl);
  if (url.protocol === 'data:') {
    const type = /^data:([^;,]+)/i.exec(srcUrl)?.[1]?.toLowerCase() ?? '';
    return `image.${extensions[type] ?? 'bin'}`;
  }
  const last = url.protocol === 'blob:' ? '' : (url.pathname.split('/').pop() ?? '');
  try {
    return decodeURIComponent(last) || 'image';
  } catch {
    return last;
  }
}
