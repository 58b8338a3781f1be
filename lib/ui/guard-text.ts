import { defaultGuard, type GuardNumber, isInGuardRange } from '../protocol/guard-settings.ts';
import { writtenNumber } from './written-number.ts';

/** What one unit of a field is; bytes are shown in MiB. */
const units: Readonly<Record<GuardNumber, number>> = {
  undoSeconds: 1,
  confirmBytes: 1024 ** 2,
  confirmFiles: 1,
};

export function textOfGuard(name: GuardNumber, value: number): string {
  return String(value / units[name]);
}

/** @returns the default when nothing is written, undefined when the text is no number in range */
export function parseGuard(name: GuardNumber, text: string): number | undefined {
  const written = writtenNumber(text);
  if (written === undefined) return defaultGuard[name];
  const value = name === 'confirmBytes' ? Math.round(written * units[name]) : written;
  return isInGuardRange(name, value) ? value : undefined;
}
