import { localStamp } from '../core/local-stamp.ts';
import { textName } from './text-name.ts';

/** A name for what was made of a page: its title and the moment, in the person's own time. */
export function pageFileName(title: string, extension: string, now: Date): string {
  return `${textName(title) || 'page'} ${localStamp(now)}.${extension}`;
}

/** The name of one of several files that belong together, by its number from 1. */
export function numberedName(name: string, number: number, count: number): string {
  return name.replace(/(?=\.[^.]*$)/, ` (${number}-${count})`);
}
