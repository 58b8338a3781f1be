import { MAX_PATH_CHARS, type StoreOptions } from './store-options.ts';

declare const brand: unique symbol;
/** The folders that a file lay in where it was chosen, outermost first and each with its slash: `holiday/day 1/`. */
export type RelativeFolder = string & { readonly [brand]: 'RelativeFolder' };

/** Half characters have no UTF-8, and the others can't stand in XML, the language of S3. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: these are the ones that are looked for.
const unnameable = /[\p{Cs}\u0000-\u001f\u007f\ufffe\uffff]/u;

/** Deeper than people nest folders: what leads on beyond that leads in a circle. */
const MAX_DEPTH = 64;

/** Why folders can't be kept as they are. */
export type FolderFault = 'too-deep' | 'unnameable';

/** What is wrong with folders, each with its slash; undefined when nothing is. */
export function folderFault(text: string): FolderFault | undefined {
  const folders = text.split('/');
  const isClosed = folders.pop() === '' && folders.length > 0;
  const isNamed = folders.every((name) => name !== '' && name !== '.' && name !== '..');
  if (!isClosed || !isNamed || unnameable.test(text)) return 'unnameable';
  return folders.length > MAX_DEPTH || text.length > MAX_PATH_CHARS ? 'too-deep' : undefined;
}

export function isRelativeFolder(text: string): text is RelativeFolder {
  return folderFault(text) === undefined;
}

/**
 * Where a file of a chosen folder is stored: its folders are kept under the path that the settings name. A path that is a
 * whole key is taken for a folder, since a folder's files can't all have one key.
 * @returns undefined when the path would be longer than it may be
 */
export function storeInFolder(store: StoreOptions, folder: RelativeFolder): StoreOptions | undefined {
  const { path = '' } = store;
  const base = path === '' || path.endsWith('/') ? path : `${path}/`;
  const inFolder = base + folder;
  return inFolder.length > MAX_PATH_CHARS ? undefined : { ...store, path: inFolder };
}
