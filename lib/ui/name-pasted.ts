import { localStamp } from '../core/local-stamp.ts';
import type { Choice } from './choice.ts';

/** What browsers call the pixels of a clipboard, which have no name. */
const madeUp = /^(?:image)?\.?(png|jpe?g|gif|webp|bmp|tiff?)?$/i;
/** Such a file is made in the paste itself; one of a disk is older. */
const JUST_NOW_MS = 2_000;

/** What was pasted, with a name for a picture that has none of its own: the moment. */
export function namePasted({ files, leftOut }: Choice, now: Date): Choice {
  return { files: files.map((chosen) => ({ ...chosen, file: named(chosen.file, now) })), leftOut };
}

function named(file: File, now: Date): File {
  const isMadeNow = Math.abs(now.getTime() - file.lastModified) < JUST_NOW_MS;
  const [isUnnamed, extension = 'png'] = madeUp.exec(file.name) ?? [];
  if (!isMadeNow || isUnnamed === undefined || !file.type.startsWith('image/')) return file;
  const { type, lastModified } = file;
  return new File([file], `pasted ${localStamp(now)}.${extension.toLowerCase()}`, { type, lastModified });
}
