import { numberFormat } from './number-format.ts';
import { textLanguage } from './text-language.ts';

/** A time to wait for people, in their language: "42 sec", "5 min", "3 hr". Rounded up: it never shows 0. */
export function formatWait(ms: number, locale = textLanguage()): string {
  const seconds = Math.max(1, Math.ceil(ms / 1000));
  const [value, unit] =
    seconds < 120
      ? [seconds, 'second']
      : seconds < 7200
        ? [Math.ceil(seconds / 60), 'minute']
        : [Math.ceil(seconds / 3600), 'hour'];
  return numberFormat(locale, { style: 'unit', unit: String(unit), unitDisplay: 'short' }).format(
    Number(value),
  );
}
