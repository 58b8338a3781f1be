/** What filestack-js 4 replaces in names: characters that links and keys trip over. */
export const sanitizedCharacters: readonly string[] = [...'\\{}|%`"\'~[]#^<>'];

const DEFAULT_REPLACEMENT = '-';
/** Of a file that has none, such as a Blob. */
export const UNNAMED = 'unnamed';

/** Whether and how a name is changed: `false` leaves it, `true` is the default list, or a list and replacement of one’s own. */
export type Sanitizer =
  | boolean
  | { readonly exclude?: readonly string[] | undefined; readonly replacement?: string | undefined };

/**
 * A file name with every unwanted character replaced, up to its last dot: the extension stays as it is, as in
 * filestack-js 4. A name that is empty becomes `unnamed`.
 */
export function sanitizeFileName(name: string, sanitizer: Sanitizer = true): string {
  if (name === '') return UNNAMED;
  if (sanitizer === false) return name;
  const { exclude = sanitizedCharacters, replacement = DEFAULT_REPLACEMENT } =
    sanitizer === true ? {} : sanitizer;
  const lastDot = name.lastIndexOf('.');
  const end = lastDot === -1 ? name.length : lastDot;
  const stem = [...name.slice(0, end)].map((character) =>
    exclude.includes(character) ? replacement : character,
  );
  return stem.join('') + name.slice(end);
}
