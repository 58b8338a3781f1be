import { absolute, baseAddress } from './page-dom.ts';
import { type Candidate, largerThan, largestOf, parseSrcset } from './srcset.ts';

// Runs in the page.

/** Where a picture may be had. */
export interface OfferedAddresses {
  /** The file with the most pixels. */
  readonly best: string;
  /** The file that the page shows, where that is another one. */
  readonly shown?: string;
  /** Of the largest file, in pixels; 0 where it can't be told. */
  readonly width: number;
  readonly height: number;
}

/** Candidates that are one picture in several sizes: those of an element, for the windows that its `media` says. */
interface CandidateList {
  readonly media: string;
  readonly candidates: readonly Candidate[];
}

/** What libraries that load pictures late call the address, until the picture comes into view. */
const lateSources = ['data-src', 'data-lazy-src', 'data-original', 'data-lazy'];
const lateSrcsets = ['data-srcset', 'data-lazy-srcset'];

/** The addresses of a picture; larger files than the one that is shown only when they are of the same picture. */
export function offeredAddresses(img: HTMLImageElement): OfferedAddresses | undefined {
  const shown = img.currentSrc || img.src;
  const late = isPlaceholder(img) ? lateAddress(img) : undefined;
  const best = late === undefined ? bestCandidate(img, shown) : { url: late };
  const { naturalWidth: width, naturalHeight: height } = img;
  if (best === undefined || best.url === shown)
    return shown === '' ? undefined : { best: shown, width, height };
  return { best: best.url, ...(shown !== '' && { shown }), ...sizeOf(best, img) };
}

function bestCandidate(img: HTMLImageElement, shown: string): Candidate | undefined {
  const lists = candidateLists(img);
  if (shown === '') return fittingCandidate(lists);
  const inUse = lists.find(({ candidates }) => candidates.some(({ url }) => url === shown));
  if (inUse === undefined) return undefined;
  // The same picture in another format stands under the same `media`; under another one it may be another picture.
  const alike = lists.filter(({ media }) => media === inUse.media);
  return largerThan(
    shown,
    [inUse, ...alike].flatMap(({ candidates }) => candidates),
  );
}

/** A browser counts a picture in pixels of the page: how many the file has follows from what was said of it. */
function sizeOf(
  { width, density }: Partial<Candidate>,
  { naturalWidth, naturalHeight }: HTMLImageElement,
): Pick<OfferedAddresses, 'width' | 'height'> {
  const wide = width ?? naturalWidth * (density ?? 0);
  const high = naturalWidth === 0 ? 0 : (wide * naturalHeight) / naturalWidth;
  return high === 0 ? { width: 0, height: 0 } : { width: Math.round(wide), height: Math.round(high) };
}

function candidateLists(img: HTMLImageElement): readonly CandidateList[] {
  const { parentElement: picture } = img;
  const sources =
    picture instanceof HTMLPictureElement
      ? [...picture.querySelectorAll<HTMLSourceElement>(':scope > source')]
      : [];
  const base = baseAddress();
  const own = parseSrcset(img.srcset, base);
  const src = absolute(img.getAttribute('src'));
  // The plain address is for browsers that do not understand widths.
  const isPlain = src !== undefined && own.every(({ width }) => width === undefined);
  return [
    ...sources.map(({ media, srcset }) => ({ media, candidates: parseSrcset(srcset, base) })),
    { media: '', candidates: isPlain ? [...own, { url: src, density: 1 }] : own },
  ];
}

/** Of a picture that is not loaded yet: the largest of those that the browser would choose from. */
function fittingCandidate(lists: readonly CandidateList[]): Candidate | undefined {
  const fitting = lists.find(
    ({ media, candidates }) => candidates.length > 0 && (media === '' || matchMedia(media).matches),
  );
  return largestOf(fitting?.candidates ?? []);
}

/** Nothing yet, a picture in the page itself, or one that is blown up to more than twice its size. */
function isPlaceholder(img: HTMLImageElement): boolean {
  return (
    !img.complete ||
    img.currentSrc === '' ||
    /^data:/i.test(img.currentSrc) ||
    img.naturalWidth * 2 < img.width
  );
}

/** What stands in an attribute of a library's, until the library moves it. */
function lateAddress(img: HTMLImageElement): string | undefined {
  const base = baseAddress();
  const srcsets = lateSrcsets.map((name) => largestOf(parseSrcset(img.getAttribute(name) ?? '', base))?.url);
  const addresses = [...srcsets, ...lateSources.map((name) => absolute(img.getAttribute(name)))];
  return addresses.find((address) => address !== undefined && /^https?:/.test(address));
}
