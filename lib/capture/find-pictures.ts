import { MAX_ADDRESS_LENGTH, type PictureKind } from '../protocol/page-pictures.ts';
import { cssImageUrls } from './css-image-urls.ts';
import { offeredAddresses } from './offered-addresses.ts';
import { absolute, attributeOf, elementsIn } from './page-dom.ts';
import { rootsOf } from './page-roots.ts';

// Runs in the page.

/** A picture as it stands in the page. */
export interface PageFinding {
  readonly element: Element;
  readonly kind: PictureKind;
  /** Of its largest file; absent where the element itself is the picture. */
  readonly url?: string;
  /** Of the file that is shown, where that is another one. */
  readonly shownUrl?: string;
  readonly width: number;
  readonly height: number;
  readonly alt: string;
}

/** More elements than pages have: beyond them a page is one that wants to keep us busy. */
const MAX_ELEMENTS = 100_000;

/** Every picture of the document and of its shadow trees, in their order. Some stand there more than once. */
export function* findPictures(): Generator<PageFinding> {
  let elements = 0;
  for (const root of rootsOf(document)) {
    for (const element of elementsIn(root, '*')) {
      elements += 1;
      if (elements > MAX_ELEMENTS) return;
      yield* picturesOf(element);
      yield* backgroundsOf(element);
    }
  }
}

function* picturesOf(element: Element): Generator<PageFinding> {
  if (element instanceof HTMLImageElement) yield* imageOf(element);
  else if (element instanceof HTMLCanvasElement) yield* canvasOf(element);
  else if (element instanceof SVGSVGElement) yield* drawingOf(element);
  else if (element instanceof HTMLVideoElement) yield* videoOf(element);
  else if (element instanceof SVGImageElement) yield* addressed(element, 'image', element.href.baseVal);
  else if (element instanceof HTMLInputElement && element.type === 'image') {
    yield* addressed(element, 'image', element.src, element.alt);
  } else if (element instanceof HTMLObjectElement && element.type.startsWith('image/')) {
    yield* addressed(element, 'image', element.data);
  } else if (element instanceof HTMLLinkElement && /\bicon\b/i.test(element.rel)) {
    yield* addressed(element, 'icon', element.href);
  }
}

function* imageOf(img: HTMLImageElement): Generator<PageFinding> {
  const offered = offeredAddresses(img);
  if (offered === undefined) return;
  const { best, shown, width, height } = offered;
  const more = { width, height, ...(shown !== undefined && { shownUrl: shown }) };
  yield* addressed(img, 'image', best, img.alt, more);
}

function* canvasOf(element: HTMLCanvasElement): Generator<PageFinding> {
  const { width, height } = element;
  if (width > 0 && height > 0) yield { element, kind: 'canvas', width, height, alt: labelOf(element) };
}

function* drawingOf(element: SVGSVGElement): Generator<PageFinding> {
  // One inside of another is a part of it, and one without a size holds only what others use.
  if (element.ownerSVGElement !== null) return;
  const box = element.getBoundingClientRect();
  const [width, height] = [Math.round(box.width), Math.round(box.height)];
  if (width > 0 && height > 0) yield { element, kind: 'drawing', width, height, alt: labelOf(element) };
}

function* videoOf(element: HTMLVideoElement): Generator<PageFinding> {
  if (element.readyState >= HTMLMediaElement.HAVE_CURRENT_DATA && element.videoWidth > 0) {
    const { videoWidth: width, videoHeight: height } = element;
    yield { element, kind: 'video', width, height, alt: labelOf(element) };
  }
  yield* addressed(element, 'image', element.poster, labelOf(element));
}

const cssProperties = [
  'background-image',
  'border-image-source',
  'list-style-image',
  'mask-image',
  'content',
] as const;

/** Where libraries that load backgrounds late keep the address. */
const lateBackgrounds = ['data-bg', 'data-background', 'data-background-image', 'data-bg-src'];

function* backgroundsOf(element: Element): Generator<PageFinding> {
  for (const pseudo of [null, '::before', '::after']) {
    const style = getComputedStyle(element, pseudo);
    if (pseudo !== null && (style.content === 'none' || style.content === 'normal')) continue;
    for (const property of cssProperties) {
      const value = style.getPropertyValue(property);
      for (const url of value.includes('(') ? cssImageUrls(value) : [])
        yield* addressed(element, 'background', url);
    }
  }
  for (const name of lateBackgrounds) {
    const value = attributeOf(element, name);
    if (value === null) continue;
    const [url = value] = cssImageUrls(value);
    yield* addressed(element, 'background', url);
  }
}

const unknownSize = { width: 0, height: 0 };

/**
 * What has an address of a kind that can be asked for. One in the web is asked for by its address alone, so that it must
 * not be too long to be told.
 */
function* addressed(
  element: Element,
  kind: PictureKind,
  address: string,
  alt = labelOf(element),
  more: Pick<PageFinding, 'width' | 'height' | 'shownUrl'> = unknownSize,
): Generator<PageFinding> {
  const url = absolute(address);
  if (url === undefined || !/^(?:https?:|blob:|data:image\/)/i.test(url)) return;
  if (url.length > MAX_ADDRESS_LENGTH && /^https?:/.test(url)) return;
  yield { element, kind, url, alt, ...more };
}

function labelOf(element: Element): string {
  return attributeOf(element, 'aria-label') ?? attributeOf(element, 'title') ?? '';
}
