import { UNNAMED } from './file-name.ts';
import { fillTemplate, type NameFacts } from './name-template.ts';
import { cutToUtf8Length, utf8Length } from './utf8-length.ts';

/** Where a file is stored: below a folder, empty or with a slash at its end, under a name. */
export interface Place {
  readonly path: string;
  readonly name: string;
  /** The name was too long for a key and has lost a piece of its end. */
  readonly isShortened: boolean;
}

/** S3's limit of a key, in bytes of UTF-8. */
export const MAX_KEY_BYTES = 1024;
/** Filestack puts an id of 20 characters and `_` before the name: so no two files ever have one key. */
export const ID_BYTES = 21;
/** Room that a name can't do without: its mark, an extension and a piece of itself. */
const LEAST_NAME_BYTES = 64;
/** Extensions of real files are shorter; what is longer is a name with a dot in it. */
const MAX_EXTENSION_BYTES = 32;

/**
 * Where the template puts a file. Whatever the facts are, it stays below the prefix, is well-formed, and its key is at
 * most 1,024 bytes.
 * @param prefix the path of the store: a folder, with a slash at its end or without
 * @returns undefined when the prefix leaves no room for a name
 */
export function placeFile(template: string, facts: NameFacts, prefix = ''): Place | undefined {
  const base = folderOf(prefix.toWellFormed());
  const room = MAX_KEY_BYTES - ID_BYTES - utf8Length(base);
  if (room < LEAST_NAME_BYTES) return undefined;
  const segments = fillTemplate(template, facts);
  const wanted = segments.at(-1) ?? UNNAMED;
  const folders = fittingFolders(segments.slice(0, -1), room / 2);
  const name = shortened(wanted, room - utf8Length(folders));
  return { path: base + folders, name, isShortened: name !== wanted };
}

/** A key of its own for each file: a path without a slash would be the one key of them all. */
function folderOf(path: string): string {
  return path === '' || path.endsWith('/') ? path : `${path}/`;
}

/** As many of the outer folders as there is room for. */
function fittingFolders(segments: readonly string[], room: number): string {
  let folders = '';
  for (const segment of segments) {
    const longer = `${folders}${segment}/`;
    if (utf8Length(longer) > room) break;
    folders = longer;
  }
  return folders;
}

/** Cut between characters, with its extension kept and a mark of the whole, so that two long names stay two. */
function shortened(name: string, room: number): string {
  if (utf8Length(name) <= room) return name;
  const dot = name.lastIndexOf('.');
  const isExtension = dot > 0 && utf8Length(name.slice(dot)) <= MAX_EXTENSION_BYTES;
  const [stem, extension] = isExtension ? [name.slice(0, dot), name.slice(dot)] : [name, ''];
  const end = `~${markOf(name)}${extension}`;
  return `${cutToUtf8Length(stem, room - utf8Length(end))}${end}`;
}

/** FNV-1a over the UTF-16 of a text, as eight hex digits: for telling texts apart, not for security. */
function markOf(text: string): string {
  let mark = 0x811c9dc5;
  for (let index = 0; index < text.length; index++) {
    mark = Math.imul(mark ^ text.charCodeAt(index), 0x01000193);
  }
  return (mark >>> 0).toString(16).padStart(8, '0');
}
