import { isRelativeFolder, type RelativeFolder } from './relative-folder.ts';

/**
 * A folder of the store as a person has written it, `a/b` or `/a/b/`: with its slash and without those before it; empty for
 * none. Undefined for what no key can hold, or what is too long. The rule is that of folders of files: nothing leads out
 * of the store.
 */
export function readStorePath(text: string): RelativeFolder | '' | undefined {
  const bare = text.replace(/^[\s/]+|[\s/]+$/g, '');
  if (bare === '') return '';
  const path = `${bare}/`;
  return isRelativeFolder(path) ? path : undefined;
}

/** A place with another path: empty for none at all, undefined for the one it has. */
export function withPath<T extends { readonly path?: string }>(
  place: T,
  path: string | undefined,
): Omit<T, 'path'> & { readonly path?: string } {
  if (path === undefined) return place;
  const { path: _path, ...rest } = place;
  return path === '' ? rest : { ...rest, path };
}
