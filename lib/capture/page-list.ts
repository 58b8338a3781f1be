import type { SourceLimits } from '../core/source-limits.ts';
import type { Clock } from '../engine/ports.ts';
import {
  type FramePictures,
  type ListedPicture,
  MAX_ADDRESS_LENGTH,
  MAX_LABEL_LENGTH,
  MAX_PICTURES,
  MAX_SIDE,
  MAX_THUMBNAIL_LENGTH,
  type Thumbnail,
} from '../protocol/page-pictures.ts';
import { captureError } from './capture-error.ts';
import { drawSmall, loadImage } from './draw-small.ts';
import { drawingText } from './drawing-text.ts';
import { fetchSource } from './fetch-source.ts';
import { findPictures, type PageFinding } from './find-pictures.ts';
import { decodedPicture } from './shown-picture.ts';

// Runs in the page.

type Timer = Pick<Clock, 'schedule'>;

/** The pictures of this frame, by the names that were given to them. */
export interface PageList {
  list(): FramePictures;
  thumbnail(ref: string): Promise<Thumbnail>;
  /** The bytes of a picture that only the page has. Rejects with an `UploadError` of the step `capture`. */
  bytes(ref: string, limits: SourceLimits, signal: AbortSignal): Promise<Blob>;
}

type Size = Pick<ListedPicture, 'width' | 'height'>;

const nothing: Thumbnail = { src: null, width: 0, height: 0 };

export function createPageList(clock: Timer): PageList {
  // Another document that comes in place of this one must not know the names that were given here.
  const series = [...crypto.getRandomValues(new Uint32Array(2))].map((part) => part.toString(36)).join('');
  const findings = new Map<string, PageFinding>();

  function list(): FramePictures {
    const known = new Set<unknown>();
    const pictures: ListedPicture[] = [];
    for (const found of findPictures()) {
      const finding = { ...found, ...sensibleSize(found) };
      const identity = finding.url ?? finding.element;
      if (known.has(identity)) continue;
      if (pictures.length === MAX_PICTURES) return { ...frame(), pictures, isCut: true };
      known.add(identity);
      const ref = `${series}-${findings.size}`;
      findings.set(ref, finding);
      pictures.push(listed(ref, finding));
    }
    return { ...frame(), pictures, isCut: false };
  }

  async function thumbnail(ref: string): Promise<Thumbnail> {
    const finding = findings.get(ref);
    if (finding === undefined) return nothing;
    const small = await drawn(finding, clock).catch(() => nothing);
    return (small.src?.length ?? 0) > MAX_THUMBNAIL_LENGTH ? { ...small, src: null } : small;
  }

  async function bytes(ref: string, limits: SourceLimits, signal: AbortSignal): Promise<Blob> {
    const finding = findings.get(ref);
    if (finding === undefined) throw captureError('page-gone', '');
    const blob = await bytesOf(finding, limits, signal);
    if (blob.size > limits.maxBytes) throw captureError('too-large', '', { limitBytes: limits.maxBytes });
    return blob;
  }

  async function bytesOf(
    { element, url }: PageFinding,
    limits: SourceLimits,
    signal: AbortSignal,
  ): Promise<Blob> {
    if (url !== undefined) {
      // What is behind an address of the web is had by that, by whoever knows which ones may be asked.
      if (/^https?:/i.test(url)) throw captureError('address', url);
      return (await fetchSource({ url, credentials: 'omit', limits, clock, signal })).blob;
    }
    if (element instanceof SVGSVGElement) return new Blob([drawingText(element)], { type: 'image/svg+xml' });
    try {
      if (element instanceof HTMLCanvasElement) return await pixelsOf(element);
      if (element instanceof HTMLVideoElement) return await decodedPicture(element, clock);
    } catch (thrown) {
      throw captureError('sealed', '', {}, thrown);
    }
    throw captureError('page-gone', '');
  }

  return { list, thumbnail, bytes };
}

function frame(): Pick<FramePictures, 'frameUrl' | 'title'> {
  // A frame without an address of its own is a part of the page that made it.
  const frameUrl = location.protocol === 'about:' ? `${self.origin}/` : location.href;
  return { frameUrl, title: clipped(String(Reflect.get(Document.prototype, 'title', document))) };
}

function listed(
  ref: string,
  { kind, url = '', shownUrl = '', width, height, alt }: PageFinding,
): ListedPicture {
  return {
    ref,
    kind,
    ...(isShort(url) && { url }),
    ...(isShort(shownUrl) && { shownUrl }),
    width,
    height,
    alt: clipped(alt),
  };
}

/** A page may say anything of the size of a file. */
function sensibleSize({ width, height }: Size): Size {
  const isSensible = [width, height].every((side) => side >= 0 && side <= MAX_SIDE);
  return isSensible ? { width: Math.round(width), height: Math.round(height) } : { width: 0, height: 0 };
}

const isShort = (url: string) => url !== '' && url.length <= MAX_ADDRESS_LENGTH;

const clipped = (text: string) =>
  text.toWellFormed().replace(/\s+/g, ' ').trim().slice(0, MAX_LABEL_LENGTH).toWellFormed();

/** What other sites have is not loaded here: its pixels could not be read. */
async function drawn({ element, url, width, height }: PageFinding, clock: Timer): Promise<Thumbnail> {
  if (element instanceof HTMLImageElement) {
    // What the page has not loaded yet is not loaded because of us: there may be thousands.
    if (!element.complete || width === 0) return nothing;
    const { naturalWidth, naturalHeight } = element;
    const small = await drawSmall(element, { width: naturalWidth, height: naturalHeight });
    return { ...small, width, height };
  }
  if (url !== undefined) return isReadable(url) ? await smallOf(url, clock) : nothing;
  if (element instanceof HTMLCanvasElement || element instanceof HTMLVideoElement) {
    return await drawSmall(element, { width, height });
  }
  return element instanceof SVGSVGElement ? await smallDrawing(element, clock) : nothing;
}

async function smallOf(url: string, clock: Timer): Promise<Thumbnail> {
  const image = await loadImage(url, clock);
  return await drawSmall(image, { width: image.naturalWidth, height: image.naturalHeight });
}

async function smallDrawing(element: SVGSVGElement, clock: Timer): Promise<Thumbnail> {
  const url = URL.createObjectURL(new Blob([drawingText(element)], { type: 'image/svg+xml' }));
  try {
    return await smallOf(url, clock);
  } finally {
    URL.revokeObjectURL(url);
  }
}

function isReadable(url: string): boolean {
  return !/^https?:/i.test(url) || new URL(url).origin === self.origin;
}

function pixelsOf(canvas: HTMLCanvasElement): Promise<Blob> {
  return new Promise((resolve, reject) => {
    canvas.toBlob(
      (blob) => (blob === null ? reject(new Error('it has no pixels')) : resolve(blob)),
      'image/png',
    );
  });
}
