import { textDirection, textLanguage } from './text-language.ts';

/** Tells screen readers and the layout which language the texts are in, and which way it runs. */
export function setPageLanguage(): void {
  document.documentElement.lang = textLanguage();
  document.documentElement.dir = textDirection();
}
