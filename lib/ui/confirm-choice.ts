import type { ProfileView, Snapshot } from '../protocol/messages.ts';
import { formatBytes } from './format-bytes.ts';
import { placeText } from './place-text.ts';
import { t, tCount } from './translate.ts';
import { isolatedName } from './visible-name.ts';

/** Files that were chosen at once, as far as they are asked about. */
type Files = readonly {
  readonly name: string;
  /** Bytes; undefined for what has yet to be fetched. */
  readonly size: number | undefined;
}[];

const sizeOf = (files: Files) => files.reduce((sum, { size = 0 }) => sum + size, 0);

/** Whether so much at once is more than a person uploads without being asked. */
export function mustConfirm(files: Files, { bytes, files: count }: Snapshot['confirmOver']): boolean {
  return files.length > 0 && (files.length > count || sizeOf(files) > bytes);
}

/** What the person is asked then. */
export function confirmTexts(
  files: Files,
  target: ProfileView['target'] | undefined,
): { readonly question: string; readonly details: string } {
  const size = formatBytes(sizeOf(files));
  const [only, ...others] = files;
  const isOne = only !== undefined && others.length === 0;
  const question = isOne
    ? t('confirmFile', isolatedName(only.name))
    : tCount('confirmManyFiles', files.length);
  const isSizeKnown = files.every((file) => file.size !== undefined);
  if (target === undefined) return { question, details: isSizeKnown ? size : '' };
  const place = placeText(target);
  if (!isSizeKnown) return { question, details: t('confirmPlace', place) };
  return { question, details: t(isOne ? 'confirmDetails' : 'confirmManyDetails', size, place) };
}
