import { numberFormat } from './number-format.ts';
import { textLanguage } from './text-language.ts';

const units = ['byte', 'kilobyte', 'megabyte', 'gigabyte', 'terabyte'] as const;

/** The power of 1000 whose unit fits a size. */
function powerOf(sizeBytes: number): number {
  return Math.min(Math.floor(Math.log(Math.max(sizeBytes, 1)) / Math.log(1000)), units.length - 1);
}

function digitsOf(value: number, power: number): number {
  return value < 100 && power > 0 ? 1 : 0;
}

/** A size for people, in their language: "64 MB", "1.5 kB". */
export function formatBytes(sizeBytes: number, locale = textLanguage()): string {
  const power = powerOf(sizeBytes);
  const value = sizeBytes / 1000 ** power;
  return numberFormat(locale, {
    style: 'unit',
    unit: units[power] ?? 'byte',
    unitDisplay: power === 0 ? 'long' : 'short',
    maximumFractionDigits: digitsOf(value, power),
  }).format(value);
}

/** A speed for people, in their language: "4.2 MB/s". */
export function formatSpeed(bytesPerSecond: number, locale = textLanguage()): string {
  const power = powerOf(bytesPerSecond);
  const value = bytesPerSecond / 1000 ** power;
  return numberFormat(locale, {
    style: 'unit',
    unit: `${units[power] ?? 'byte'}-per-second`,
    unitDisplay: 'short',
    maximumFractionDigits: digitsOf(value, power),
  }).format(value);
}

/** The number of "12.3 of 50 MB": some of a size, in the unit of the whole, rounded down. */
export function formatBytesOf(doneBytes: number, sizeBytes: number, locale = textLanguage()): string {
  const power = powerOf(sizeBytes);
  const scale = 10 ** digitsOf(sizeBytes / 1000 ** power, power);
  const value = Math.floor((doneBytes / 1000 ** power) * scale) / scale;
  return numberFormat(locale).format(value);
}
