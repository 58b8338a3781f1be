import { readFileSync } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { join, relative, resolve } from 'node:path';

const root = resolve(import.meta.dirname, '../..');

/** The files of some folders whose name matches, from the root of the project, without tests. */
export async function filesIn(folders: readonly string[], pattern: RegExp): Promise<readonly string[]> {
  const lists = await Promise.all(
    folders.map((folder) => readdir(join(root, folder), { recursive: true, withFileTypes: true })),
  );
  return lists
    .flat()
    .filter((entry) => entry.isFile() && pattern.test(entry.name) && !entry.name.includes('.test.'))
    .map((entry) => relative(root, join(entry.parentPath, entry.name)));
}

/** What stands in a file of the project. */
export const contentOf = (file: string): string => readFileSync(join(root, file), 'utf8');
