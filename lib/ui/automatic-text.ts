import { type Automatic, isInRange, type UploadOptionName } from '../core/upload-options.ts';
import { writtenNumber } from './written-number.ts';

const MIB = 1024 ** 2;

/** What one unit of each option is in the form; a part size is shown in MiB. */
const units = { partSize: MIB, maxConcurrentUploads: 1 } as const satisfies Partial<
  Record<UploadOptionName, number>
>;
type AutomaticOption = keyof typeof units;

/** An option as people write it: empty when it is left to the link. */
export function textOfAutomatic(name: AutomaticOption, value: number | Automatic): string {
  return value === 'automatic' ? '' : String(value / units[name]);
}

/** @returns undefined when the text is neither empty nor a number in range */
export function parseAutomatic(name: AutomaticOption, text: string): number | Automatic | undefined {
  const written = writtenNumber(text);
  if (written === undefined) return 'automatic';
  const value = written * units[name];
  return isInRange(name, value) ? value : undefined;
}
