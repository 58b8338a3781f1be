import { isBandwidthLimit } from '../protocol/settings.ts';
import { writtenNumber } from './written-number.ts';

const MEGABYTE = 1_000_000;

/** A limit as people write it: megabytes a second, empty for none. */
export function textOfLimit(bytesPerSecond: number | null): string {
  return bytesPerSecond === null ? '' : String(bytesPerSecond / MEGABYTE);
}

/** @returns bytes a second, null for no limit, undefined when the text is neither */
export function parseLimit(text: string): number | null | undefined {
  const written = writtenNumber(text);
  if (written === undefined) return null;
  const bytesPerSecond = written * MEGABYTE;
  return isBandwidthLimit(bytesPerSecond) ? bytesPerSecond : undefined;
}
