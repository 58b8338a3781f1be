import { type Choice, choiceOf } from './choice.ts';
import { isFolder } from './walk-folders.ts';

/** What a drop or a paste brings. */
export type Transfer =
  | {
      readonly kind: 'files';
      readonly choice: Choice;
      /** To be read in their own time; they are what `choice` does not hold. */
      readonly folders: readonly FileSystemDirectoryEntry[];
    }
  | { readonly kind: 'text'; readonly text: string };

/**
 * Reads what is brought, which the browser shows only in the event itself. Files come before any text beside them: a picture
 * that is dragged out of a page brings its bytes and its address.
 */
export function readTransfer(transfer: DataTransfer): Transfer {
  const files: File[] = [];
  const folders: FileSystemDirectoryEntry[] = [];
  for (const item of transfer.items) {
    // A folder comes along as if it were a file; only its entry tells.
    const entry = item.webkitGetAsEntry();
    const file = item.getAsFile();
    if (entry !== null && isFolder(entry)) folders.push(entry);
    else if (file !== null) files.push(file);
  }
  if (files.length > 0 || folders.length > 0) {
    return { kind: 'files', choice: choiceOf(files.map((file) => ({ file, folders: '' }))), folders };
  }
  const text =
    pictureAddress(transfer.getData('text/html')) ?? linkAddress(transfer.getData('text/uri-list'));
  return { kind: 'text', text: text ?? transfer.getData('text/plain') };
}

/** The picture that somebody else's markup shows. It is only read, and never becomes a part of our page. */
function pictureAddress(html: string): string | undefined {
  const source = new DOMParser().parseFromString(html, 'text/html').querySelector('img[src]');
  return source?.getAttribute('src') ?? undefined;
}

/** The first address of a list (RFC 2483), which may hold comments. */
function linkAddress(list: string): string | undefined {
  return list
    .split(/\r?\n/)
    .map((line) => line.trim())
    .find((line) => line !== '' && !line.startsWith('#'));
}
