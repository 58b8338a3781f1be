import { folderFault } from '../core/relative-folder.ts';
import { type Choice, choiceOf, type LeftOut } from './choice.ts';

/** A dropped folder that is to be read. */
interface Branch {
  readonly entry: FileSystemDirectoryEntry;
  /** Its own path, with its slash. */
  readonly folders: string;
}

/**
 * Everything in dropped folders, in pieces as it is found. What can't be read, or leads on for ever, is told and takes
 * nothing from the rest; an empty folder is told, since stores keep files only.
 */
export async function* walkFolders(roots: readonly FileSystemDirectoryEntry[]): AsyncGenerator<Choice> {
  const left: Branch[] = roots.map((entry) => ({ entry, folders: `${entry.name}/` })).reverse();
  for (let branch = left.pop(); branch !== undefined; branch = left.pop()) {
    const { folders } = branch;
    const fault = folderFault(folders);
    if (fault !== undefined) {
      yield leaveOut({ path: folders, fault });
      continue;
    }
    let isEmpty = true;
    try {
      for await (const entries of batchesOf(branch.entry)) {
        isEmpty = false;
        const inside = entries.filter(isFolder);
        left.push(...inside.map((entry) => ({ entry, folders: `${folders}${entry.name}/` })));
        yield await readFiles(entries.filter(isFile), folders);
      }
      if (isEmpty) yield leaveOut({ path: folders, fault: 'empty-folder' });
    } catch {
      yield leaveOut({ path: folders, fault: 'unreadable-folder' });
    }
  }
}

const leaveOut = (leftOut: LeftOut): Choice => ({ files: [], leftOut: [leftOut] });

export const isFolder = (entry: FileSystemEntry): entry is FileSystemDirectoryEntry => entry.isDirectory;
const isFile = (entry: FileSystemEntry): entry is FileSystemFileEntry => entry.isFile;

/** The browser gives a hundred at a time, and none in the end. */
async function* batchesOf(folder: FileSystemDirectoryEntry): AsyncGenerator<readonly FileSystemEntry[]> {
  const reader = folder.createReader();
  for (;;) {
    const entries = await new Promise<readonly FileSystemEntry[]>((resolve, reject) =>
      reader.readEntries(resolve, reject),
    );
    if (entries.length === 0) return;
    yield entries;
  }
}

async function readFiles(entries: readonly FileSystemFileEntry[], folders: string): Promise<Choice> {
  const leftOut: LeftOut[] = [];
  const found = await Promise.all(
    entries.map(async (entry) => {
      try {
        const file = await new Promise<File>((resolve, reject) => entry.file(resolve, reject));
        return [{ file, folders }];
      } catch {
        leftOut.push({ path: folders + entry.name, fault: 'unreadable-file' });
        return [];
      }
    }),
  );
  const choice = choiceOf(found.flat());
  return { ...choice, leftOut: [...leftOut, ...choice.leftOut] };
}
