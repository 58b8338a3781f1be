import { numberFormat } from './number-format.ts';
import { textLanguage } from './text-language.ts';

const DAY_S = 24 * 3600;

/**
 * The time left until something, for people: "364 days", below two days "23:59:59". A time that has passed is 0.
 * Digits keep their places, so that a line in which it ticks stays as wide as it is.
 */
export function formatCountdown(leftMs: number, locale = textLanguage()): string {
  const seconds = Math.max(0, Math.ceil(leftMs / 1000));
  if (seconds >= 2 * DAY_S) {
    const days = numberFormat(locale, { style: 'unit', unit: 'day', unitDisplay: 'long' });
    return days.format(Math.floor(seconds / DAY_S));
  }
  const twoDigits = numberFormat(locale, { minimumIntegerDigits: 2 });
  return [seconds / 3600, (seconds / 60) % 60, seconds % 60]
    .map((value) => twoDigits.format(Math.floor(value)))
    .join(':');
}

/** A moment for people, in their language and at their place: "1 Jan 2030, 00:00:00 UTC". */
export function formatMoment(ms: number, locale = textLanguage()): string {
  return new Intl.DateTimeFormat(locale, {
    dateStyle: 'medium',
    timeStyle: 'long',
  }).format(ms);
}
