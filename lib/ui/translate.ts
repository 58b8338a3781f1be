import { browser } from 'wxt/browser';
import type messages from '../../public/_locales/en/messages.json';
import { formatNumber } from './format-number.ts';
import { isolated } from './isolated.ts';
import { textDirection, textLanguage } from './text-language.ts';

export type MessageKey = keyof typeof messages;

/** What stands in place of `$1`, `$2` …: a number is written as the language writes it. */
export type Substitution = string | number;

/** Texts that depend on a count: `files` for `files_one`, `files_other` and what else a language tells apart. */
export type CountKey = MessageKey extends infer Key
  ? Key extends `${infer Stem}_other`
    ? Stem
    : never
  : never;

/** The text of a key in the browser's language, or in English. */
export function t(key: MessageKey, ...substitutions: readonly Substitution[]): string {
  return textOf(key, substitutions);
}

/** The text for so many of something; the count stands in place of `$1`, the others follow. */
export function tCount(key: CountKey, count: number, ...others: readonly Substitution[]): string {
  const form = new Intl.PluralRules(textLanguage()).select(count);
  return textOf(`${key}_${form}`, [count, ...others]);
}

function textOf(key: string, substitutions: readonly Substitution[]): string {
  return browser.i18n.getMessage(key, substitutions.map(placed));
}

/** In a text that runs from right to left, an address or a size would otherwise fall apart. */
function placed(substitution: Substitution): string {
  const text = typeof substitution === 'number' ? formatNumber(substitution) : substitution;
  return textDirection() === 'rtl' ? isolated(text) : text;
}
