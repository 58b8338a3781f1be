import type { Snapshot } from '../protocol/messages.ts';
import { formatBytes } from './format-bytes.ts';
import { placeText } from './place-text.ts';
import { t } from './translate.ts';

/** Files that were chosen at once, as far as they are asked about. */
type Files = readonly Pick<File, 'name' | 'size'>[];

const sizeOf = (files: Files) => files.reduce((sum, { size }) => sum + size, 0);

/** Whether so much at once is more than a person uploads without being asked. */
export function mustConfirm(files: Files, { bytes, files: count }: Snapshot['confirmOver']): boolean {
  return files.length > 0 && (files.length > count || sizeOf(files) > bytes);
}

/** What the person is asked then. */
export function confirmTexts(
  files: Files,
  target: Snapshot['target'],
): { readonly question: string; readonly details: string } {
  const [size, place] = [formatBytes(sizeOf(files)), placeText(target)];
  const [only, ...others] = files;
  return only !== undefined && others.length === 0
    ? { question: t('confirmFile', only.name), details: t('confirmDetails', size, place) }
    : {
        question: t('confirmManyFiles', files.length.toLocaleString()),
        details: t('confirmManyDetails', size, place),
      };
}
