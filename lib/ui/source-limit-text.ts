import { DEFAULT_SOURCE_BYTES } from '../core/source-limits.ts';
import { isMostSourceBytes } from '../protocol/settings.ts';
import { writtenNumber } from './written-number.ts';

const MIB = 1024 ** 2;

/** The limit of what is fetched from an address as people write it, in MiB. */
export function textOfSourceLimit(bytes: number): string {
  return String(bytes / MIB);
}

/** @returns bytes, the default when nothing is written, undefined when the text is no number in range */
export function parseSourceLimit(text: string): number | undefined {
  const written = writtenNumber(text);
  if (written === undefined) return DEFAULT_SOURCE_BYTES;
  const bytes = Math.round(written * MIB);
  return isMostSourceBytes(bytes) ? bytes : undefined;
}
