/** One of the addresses that a picture is offered at. */
export interface Candidate {
  readonly url: string;
  /** In pixels of the file, where the page says it. */
  readonly width?: number;
  /** Pixels of the file for one of the page; what counts where no width is said. */
  readonly density: number;
}

/** More than any page offers of one picture. */
const MAX_CANDIDATES = 100;

/** An address up to white space or to commas at its end, then what is said of it up to a comma outside of brackets. */
const entry = /[\s,]*([^\s,]\S*?)(?:,+(?=\s|$)|\s+((?:\([^)]*\)|[^,(])*)(?:,|$)|\s*$)/y;

/**
 * Reads a `srcset`. As in browsers, what makes no sense is left out and the rest is used.
 * @param base what addresses are relative to
 */
export function parseSrcset(text: string, base: string): readonly Candidate[] {
  const candidates: Candidate[] = [];
  const rest = new RegExp(entry);
  for (let index = 0; index < MAX_CANDIDATES; index++) {
    const [, address, descriptor = ''] = rest.exec(text) ?? [];
    if (address === undefined) break;
    const candidate = describe(address, descriptor.trim(), base);
    if (candidate !== undefined) candidates.push(candidate);
  }
  return candidates;
}

function describe(address: string, descriptor: string, base: string): Candidate | undefined {
  if (!URL.canParse(address, base)) return undefined;
  const url = new URL(address, base).href;
  if (descriptor === '') return { url, density: 1 };
  const [, width] = /^([1-9]\d*)w(?:\s+\d+h)?$/.exec(descriptor) ?? [];
  if (width !== undefined) return { url, width: Number(width), density: 1 };
  const [, density] = /^(\d*\.?\d+(?:e[+-]?\d+)?)x$/i.exec(descriptor) ?? [];
  return density === undefined ? undefined : { url, density: Number(density) };
}

/** The one with the most pixels; of equals the first. Widths and densities can't be compared, so that widths go first. */
export function largestOf(candidates: readonly Candidate[]): Candidate | undefined {
  let largest: Candidate | undefined;
  for (const candidate of candidates) {
    if (largest === undefined || isLarger(candidate, largest)) largest = candidate;
  }
  return largest;
}

function isLarger(one: Candidate, other: Candidate): boolean {
  if (one.width !== undefined || other.width !== undefined) return (one.width ?? 0) > (other.width ?? 0);
  return one.density > other.density;
}

/**
 * The one with the most pixels when those are more than of the one that is shown, and that can be told.
 * @param candidates of the very same picture, be it in other formats
 */
export function largerThan(shownUrl: string, candidates: readonly Candidate[]): Candidate | undefined {
  const shown = candidates.find(({ url }) => url === shownUrl);
  if (shown === undefined) return undefined;
  const alike = candidates.filter(({ width }) => (width === undefined) === (shown.width === undefined));
  const largest = largestOf(alike);
  return largest !== undefined && isLarger(largest, shown) ? largest : undefined;
}
