import {
  type FolderFault,
  folderFault,
  isRelativeFolder,
  type RelativeFolder,
} from '../core/relative-folder.ts';

/** A file that a person chose, dropped or pasted. */
export interface ChosenFile {
  readonly file: File;
  /** Where it lay in the folder that was chosen, if one was. */
  readonly folder?: RelativeFolder;
}

/** What can't be taken along, by where it lay, and why. */
export interface LeftOut {
  readonly path: string;
  readonly fault: FolderFault | 'empty-folder' | 'unreadable-folder' | 'unreadable-file';
}

/** What was chosen, or a piece of it while folders are being read. */
export interface Choice {
  readonly files: readonly ChosenFile[];
  readonly leftOut: readonly LeftOut[];
}

/** Files with their folders, as far as these can be kept. */
export function choiceOf(found: readonly { readonly file: File; readonly folders: string }[]): Choice {
  const files: ChosenFile[] = [];
  const leftOut: LeftOut[] = [];
  for (const { file, folders } of found) {
    if (folders === '') files.push({ file });
    else if (isRelativeFolder(folders)) files.push({ file, folder: folders });
    else leftOut.push({ path: folders + file.name, fault: folderFault(folders) ?? 'unnameable' });
  }
  return { files, leftOut };
}

/** What an input for folders holds: of each file it tells where it lay, and of a folder without files nothing. */
export function choiceOfFolder(files: readonly File[]): Choice {
  if (files.length === 0) return { files: [], leftOut: [{ path: '', fault: 'empty-folder' }] };
  return choiceOf(files.map((file) => ({ file, folders: file.webkitRelativePath.replace(/[^/]*$/, '') })));
}

/** Pieces of what was chosen at once. */
export function joinChoices(pieces: readonly Choice[]): Choice {
  return {
    files: pieces.flatMap(({ files }) => files),
    leftOut: pieces.flatMap(({ leftOut }) => leftOut),
  };
}
