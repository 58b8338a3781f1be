import { readFileSync } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { dirname, join, relative, resolve } from 'node:path';
import { expect, test } from 'vitest';

const root = resolve(import.meta.dirname, '..');

/** Which room may import which; `core` decides, `entrypoints` wire. Tests may import anything. */
const arrows: Readonly<Record<string, readonly string[]>> = {
  'lib/core': [],
  'lib/protocol': ['lib/core'],
  'lib/engine': ['lib/core', 'lib/protocol'],
  'lib/destinations': ['lib/core', 'lib/protocol', 'lib/engine'],
  'lib/capture': ['lib/core', 'lib/protocol', 'lib/engine'],
  'lib/platform': ['lib/core', 'lib/protocol', 'lib/engine'],
  'lib/client': ['lib/core', 'lib/protocol', 'lib/engine', 'lib/destinations', 'lib/platform'],
  'lib/ui': ['lib/core', 'lib/protocol'],
  components: ['lib/core', 'lib/protocol', 'lib/ui'],
  entrypoints: [
    'lib/core',
    'lib/protocol',
    'lib/engine',
    'lib/destinations',
    'lib/capture',
    'lib/platform',
    'lib/ui',
    'components',
  ],
  server: ['lib/core', 'lib/protocol'],
};

const roomOf = (file: string) => Object.keys(arrows).find((room) => file.startsWith(`${room}/`));

async function sourceFiles(): Promise<readonly string[]> {
  const folders = ['lib', 'components', 'entrypoints', 'server'];
  const lists = await Promise.all(
    folders.map((folder) => readdir(join(root, folder), { recursive: true, withFileTypes: true })),
  );
  return lists
    .flat()
    .filter((entry) => entry.isFile() && /\.tsx?$/.test(entry.name) && !/\.test\.tsx?$/.test(entry.name))
    .map((entry) => relative(root, join(entry.parentPath, entry.name)));
}

/** Our own files that a file imports; type imports count, since they are knowledge too. */
function importsOf(file: string): readonly string[] {
  const text = readFileSync(join(root, file), 'utf8');
  return [...text.matchAll(/from '(\.[^']+\.tsx?)'/g)].map((match) =>
    relative(root, join(root, dirname(file), match[1] ?? '')),
  );
}

test('imports follow the arrows of the map', async () => {
  const wrong: string[] = [];
  for (const file of await sourceFiles()) {
    const room = roomOf(file);
    if (room === undefined) wrong.push(`${file} is in no room`);
    for (const imported of importsOf(file)) {
      const target = roomOf(imported);
      const isAllowed = target !== undefined && (target === room || arrows[room ?? '']?.includes(target));
      if (!isAllowed) wrong.push(`${file} imports ${imported}`);
    }
  }
  expect(wrong).toEqual([]);
});

/** Packages and generated modules that a file imports. */
function packagesOf(file: string): readonly string[] {
  const text = readFileSync(join(root, file), 'utf8');
  return [...text.matchAll(/(?:from|import|import\() ?'([^.'][^']*)'/g)].map((match) => match[1] ?? '');
}

test('nothing that the client is made of knows a browser extension', async () => {
  const reached = new Set((await sourceFiles()).filter((file) => file.startsWith('lib/client/')));
  for (const file of reached) for (const imported of importsOf(file)) reached.add(imported);
  const packages = new Set([...reached].flatMap(packagesOf));
  expect([...packages].sort()).toEqual(['ky', 'mime/lite', 'p-limit', 'valibot']);
  const texts = [...reached].map((file) => readFileSync(join(root, file), 'utf8'));
  expect(texts.filter((text) => /\b(browser|chrome)\.\w+/.test(text))).toEqual([]);
});

test('no file imports itself by a detour', async () => {
  const done = new Set<string>();
  function visit(file: string, path: readonly string[]): void {
    if (path.includes(file))
      throw new Error(`cycle: ${[...path.slice(path.indexOf(file)), file].join(' → ')}`);
    if (done.has(file)) return;
    for (const imported of importsOf(file)) visit(imported, [...path, file]);
    done.add(file);
  }
  for (const file of await sourceFiles()) visit(file, []);
  expect(done.size).toBeGreaterThan(0);
});

test('Q8: nothing asks the browser how much room there is: its answer is no answer', async () => {
  const files = (await sourceFiles()).filter((file) => !file.includes('.test.'));
  const texts = files.map((file) => [file, readFileSync(join(root, file), 'utf8')] as const);
  expect(texts.filter(([, text]) => /storage\s*\.\s*estimate/.test(text))).toEqual([]);
});
