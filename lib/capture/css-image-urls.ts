interface Choice {
  readonly url: string;
  readonly density: number;
}

/** A function that is open at some place of a value, and what its `image-set` offers so far. */
interface OpenFunction {
  readonly isImageSet: boolean;
  readonly choices: Choice[];
}

const token = new RegExp(
  [
    /url\(\s*(?:"(?<quoted>[^"\\]*(?:\\[\s\S][^"\\]*)*)"|'(?<single>[^'\\]*(?:\\[\s\S][^'\\]*)*)'|(?<bare>[^\s()"'\\]*(?:\\[\s\S][^\s()"'\\]*)*))\s*\)/,
    /"(?<text>[^"\\]*(?:\\[\s\S][^"\\]*)*)"/,
    /(?<![\w-])(?<open>[\w-]*\()/,
    /(?<close>\))/,
    /(?<![\w.-])(?<amount>\d+(?:\.\d+)?|\.\d+)(?<unit>x|dppx|dpi|dpcm)\b/,
  ]
    .map(({ source }) => source)
    .join('|'),
  'gi',
);

const perPixel: Readonly<Record<string, number>> = { x: 1, dppx: 1, dpi: 1 / 96, dpcm: 2.54 / 96 };

/**
 * The addresses in a computed value such as that of `background-image`, where they are absolute. Of an `image-set` it is
 * the one with the most pixels.
 */
export function cssImageUrls(value: string): readonly string[] {
  const urls: string[] = [];
  const open: OpenFunction[] = [];
  for (const { groups = {} } of value.matchAll(token)) {
    const inner = open.at(-1);
    const address = groups['quoted'] ?? groups['single'] ?? groups['bare'];
    if (groups['open'] !== undefined) {
      open.push({ isImageSet: /^(?:-webkit-)?image-set\($/i.test(groups['open']), choices: [] });
    } else if (groups['close'] !== undefined) {
      open.pop();
      if (inner !== undefined) urls.push(...mostPixels(inner.choices));
    } else if (address !== undefined) {
      if (inner?.isImageSet) inner.choices.push({ url: unescaped(address), density: 1 });
      else urls.push(unescaped(address));
    } else if (inner?.isImageSet) {
      // A string in an image-set is an address, too; other strings are types and counters.
      if (groups['text'] !== undefined) inner.choices.push({ url: unescaped(groups['text']), density: 1 });
      else
        weigh(inner.choices, Number(groups['amount']) * (perPixel[groups['unit']?.toLowerCase() ?? ''] ?? 1));
    }
  }
  return urls.filter((url) => url !== '');
}

/** A resolution stands behind what it is of. */
function weigh(choices: Choice[], density: number): void {
  const last = choices.pop();
  if (last !== undefined) choices.push({ ...last, density });
}

function mostPixels(choices: readonly Choice[]): readonly string[] {
  const [best] = [...choices].sort((one, other) => other.density - one.density);
  return best === undefined ? [] : [best.url];
}

function unescaped(text: string): string {
  return text.replace(/\\(?:([0-9a-f]{1,6})\s?|(\r\n|[\s\S]))/gi, (_all, code?: string, character = '') => {
    if (code === undefined) return /[\r\n]/.test(character) ? '' : character;
    const point = Number.parseInt(code, 16);
    return point === 0 || point > 0x10ffff ? '\ufffd' : String.fromCodePoint(point);
  });
}
