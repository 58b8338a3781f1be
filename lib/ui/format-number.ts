import { numberFormat } from './number-format.ts';
import { textLanguage } from './text-language.ts';

/** A number for people, in the language of the texts: "3,000", "0.5". */
export function formatNumber(value: number, locale: string = textLanguage()): string {
  return numberFormat(locale).format(value);
}

/** Percent for people, in the language of the texts: "47%", "47 %". */
export function formatPercent(percent: number, locale = textLanguage()): string {
  return numberFormat(locale, { style: 'percent', maximumFractionDigits: 0 }).format(percent / 100);
}
