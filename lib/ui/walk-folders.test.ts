// @vitest-environment happy-dom
import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Choice } from './choice.ts';
import { walkFolders } from './walk-folders.ts';

/** A folder with what is in it; `unreadable` can't be opened. */
type Tree = { readonly [name: string]: Tree | 'file' | 'unreadable' };

const unreadable = () => new DOMException('', 'NotReadableError');

/** What a browser makes of a dropped folder: at most a hundred entries at a time, then none. */
function entryOf(name: string, content: Tree | 'file' | 'unreadable'): FileSystemEntry {
  const common = { name, fullPath: `/${name}`, filesystem: {}, getParent: () => undefined };
  if (typeof content !== 'object') {
    const file = (resolve: (file: File) => void, reject: (error: DOMException) => void) =>
      content === 'file' ? resolve(new File([name], name)) : reject(unreadable());
    return { ...common, isFile: true, isDirectory: false, file } as unknown as FileSystemEntry;
  }
  const createReader = () => {
    const left = Object.entries(content).map((entry) => entryOf(...entry));
    return {
      readEntries: (resolve: (entries: FileSystemEntry[]) => void, reject: (error: DOMException) => void) =>
        name === 'locked' ? reject(unreadable()) : resolve(left.splice(0, 100)),
    };
  };
  return { ...common, isFile: false, isDirectory: true, createReader } as unknown as FileSystemEntry;
}

async function walk(trees: Tree): Promise<Choice> {
  const roots = Object.entries(trees).map((entry) => entryOf(...entry) as FileSystemDirectoryEntry);
  const pieces: Choice[] = [];
  for await (const piece of walkFolders(roots)) pieces.push(piece);
  return { files: pieces.flatMap(({ files }) => files), leftOut: pieces.flatMap(({ leftOut }) => leftOut) };
}

const pathsOf = ({ files }: Choice) => files.map(({ file, folder = '' }) => folder + file.name).sort();

test('every file of a dropped folder comes with the folders that it lay in', async () => {
  const found = await walk({
    holiday: { 'a.jpg': 'file', 'day 1': { 'a.jpg': 'file', deep: { 'ü .txt': 'file' } } },
    other: { 'b.jpg': 'file' },
  });
  expect(pathsOf(found)).toEqual([
    'holiday/a.jpg',
    'holiday/day 1/a.jpg',
    'holiday/day 1/deep/ü .txt',
    'other/b.jpg',
  ]);
  expect(found.leftOut).toEqual([]);
});

test('a folder of more entries than the browser gives at a time comes whole', async () => {
  const many = Object.fromEntries(
    Array.from({ length: 1234 }, (_, index) => [`${index}.bin`, 'file' as const]),
  );
  expect((await walk({ many })).files).toHaveLength(1234);
});

test('what can’t be read is told by its path, and takes nothing from the rest', async () => {
  const found = await walk({ a: { 'x.bin': 'unreadable', locked: { 'y.bin': 'file' }, 'z.bin': 'file' } });
  expect(pathsOf(found)).toEqual(['a/z.bin']);
  expect(found.leftOut).toEqual([
    { path: 'a/x.bin', fault: 'unreadable-file' },
    { path: 'a/locked/', fault: 'unreadable-folder' },
  ]);
});

test('an empty folder is told', async () => {
  const found = await walk({ a: { empty: {}, 'z.bin': 'file' } });
  expect(found.leftOut).toEqual([{ path: 'a/empty/', fault: 'empty-folder' }]);
});

test('a folder that holds itself comes to an end', async () => {
  const loop: Record<string, Tree | 'file'> = { 'x.bin': 'file' };
  loop['again'] = loop as Tree;
  const found = await walk({ loop: loop as Tree });
  expect(found.files).toHaveLength(64);
  expect(found.leftOut).toEqual([{ path: `loop/${'again/'.repeat(64)}`, fault: 'too-deep' }]);
});

test('of any tree, each file is found once or told', async () => {
  const name = fc
    .string({ unit: 'binary', minLength: 1, maxLength: 8 })
    .filter((text) => !text.includes('/'));
  const { tree } = fc.letrec<{ tree: Tree }>((tie) => ({
    tree: fc.dictionary(name, fc.oneof({ maxDepth: 4 }, fc.constant('file' as const), tie('tree')), {
      maxKeys: 5,
      noNullPrototype: true,
    }) as fc.Arbitrary<Tree>,
  }));
  const filesIn = (content: Tree, path: string): readonly string[] =>
    Object.entries(content).flatMap(([key, inside]) =>
      typeof inside === 'object' ? filesIn(inside, `${path}${key}/`) : [path + key],
    );
  await fc.assert(
    fc.asyncProperty(tree, async (content) => {
      const found = await walk({ top: content });
      const left = found.leftOut.map(({ path }) => path);
      const paths = pathsOf(found);
      expect(new Set(paths).size).toBe(paths.length);
      for (const path of filesIn(content, 'top/')) {
        const isTold = left.some((told) => (told.endsWith('/') ? path.startsWith(told) : path === told));
        expect(paths.includes(path) !== isTold).toBe(true);
      }
    }),
  );
});
