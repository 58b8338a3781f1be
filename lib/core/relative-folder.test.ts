import fc from 'fast-check';
import { expect, test } from 'vitest';
import { folderFault, isRelativeFolder, type RelativeFolder, storeInFolder } from './relative-folder.ts';
import type { StoreOptions } from './store-options.ts';

/** @throws when it is none */
function folder(text: string): RelativeFolder {
  if (!isRelativeFolder(text)) throw new Error(`${text} is no folder`);
  return text;
}

test.each(['a/', 'a/b/', 'day 1/ü/', '…/', ' /', '.a/', 'a../', 'a\\b/', '%2e%2e/', '😀/'])(
  '%j can be kept',
  (text) => {
    expect(folderFault(text)).toBeUndefined();
  },
);

test.each([
  '',
  '/',
  'a',
  '/a/',
  'a//',
  './',
  '../',
  'a/../',
  'a/./b/',
  'a\n/',
  '\u0000/',
  '\ud800/',
  '\uffff/',
])('%j can’t be named', (text) => {
  expect(folderFault(text)).toBe('unnameable');
});

test.each(['a/'.repeat(65), `${'a'.repeat(1024)}/`])('folders without an end are too deep', (text) => {
  expect(folderFault(text)).toBe('too-deep');
});

test.each([
  [undefined, 'a/b/', 'a/b/'],
  ['', 'a/', 'a/'],
  ['up/', 'a/', 'up/a/'],
  ['/up/', 'a/', '/up/a/'],
  ['/', 'a/', '/a/'],
  ['one.key', 'a/', 'one.key/a/'],
])('under the path %j the folder %j is %j', (path, text, expected) => {
  const store: StoreOptions = { location: 's3', access: 'public', ...(path !== undefined && { path }) };
  expect(storeInFolder(store, folder(text))).toEqual({ location: 's3', access: 'public', path: expected });
});

test('a path that would be too long is none', () => {
  const path = `${'p'.repeat(1000)}/`;
  expect(storeInFolder({ location: 's3', path }, folder('a/'.repeat(11)))?.path).toHaveLength(1023);
  expect(storeInFolder({ location: 's3', path }, folder('a/'.repeat(12)))).toBeUndefined();
});

test('whatever a folder is called, it stays under the path, and no two come to the same place', () => {
  const text = fc.oneof(
    fc.string({ unit: 'binary', maxLength: 40 }),
    fc
      .array(fc.constantFrom('.', '..', '/', '\\', 'a', '\u0000', '%2e', 'é'))
      .map((pieces) => pieces.join('')),
  );
  const folders = fc
    .oneof(
      text,
      text.map((piece) => `${piece}/`),
    )
    .filter((piece) => isRelativeFolder(piece));
  const paths = fc.constantFrom(undefined, 'up/', '/up/', 'key', 'a/b/');
  fc.assert(
    fc.property(folders, folders, paths, (one, other, path) => {
      const store: StoreOptions = { location: 's3', ...(path !== undefined && { path }) };
      const [first, second] = [one, other].map((piece) => storeInFolder(store, folder(piece))?.path ?? '');
      const base = path === undefined || path.endsWith('/') ? (path ?? '') : `${path}/`;
      expect(first).toBe(base + one);
      expect(first === second).toBe(one === other);
      const { pathname } = new URL(`http://s3.test/${first?.split('/').map(encodeURIComponent).join('/')}`);
      expect(decodeURIComponent(pathname)).toBe(`/${first}`);
    }),
  );
});
