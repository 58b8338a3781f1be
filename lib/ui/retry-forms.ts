import {
  defaultUploadOptions,
  isInRange,
  type RetryOptions,
  type UploadOptions,
  uploadOptionRanges,
} from '../core/upload-options.ts';
import type { TextForm } from './text-form.ts';
import { t } from './translate.ts';
import { writtenNumber } from './written-number.ts';

/** Options that are one number: times in ms. */
export type UploadNumber = 'retries' | 'factor' | 'minTimeout' | 'maxTimeout' | 'timeout';

/** What one unit of each is in the form: times are shown in seconds. */
const units: Readonly<Record<UploadNumber, number>> = {
  retries: 1,
  factor: 1,
  minTimeout: 1_000,
  maxTimeout: 1_000,
  timeout: 1_000,
};

const { retryOptions, timeout } = defaultUploadOptions;
export const uploadNumberPresets: Readonly<Record<UploadNumber, number>> = { ...retryOptions, timeout };

/** A number as people write it; the default when nothing is written, and what is out of range is refused with it. */
export function uploadNumberForm(name: UploadNumber): TextForm<number> {
  const { min, max, isInteger } = uploadOptionRanges[name];
  const unit = units[name];
  return {
    write: (value) => String(value / unit),
    read(text) {
      const written = writtenNumber(text);
      if (written === undefined) return { value: uploadNumberPresets[name] };
      // Of a second, milliseconds are the least.
      const value = unit === 1 ? written : Math.round(written * unit);
      const fault = isInteger && unit === 1 ? 'invalidWholeRange' : 'invalidRange';
      return isInRange(name, value) ? { value } : { fault: t(fault, min / unit, max / unit) };
    },
  };
}

/** A number as above, refused where it does not fit what is stored of the others: the waits have an order. */
export function retryNumberForm(name: UploadNumber, stored: RetryOptions): TextForm<number> {
  const form = uploadNumberForm(name);
  return {
    ...form,
    read(text) {
      const read = form.read(text);
      if (!('value' in read)) return read;
      const { value } = read;
      if (name === 'minTimeout' && value > stored.maxTimeout) {
        return { fault: t('invalidMinWait', stored.maxTimeout / units.maxTimeout) };
      }
      if (name === 'maxTimeout' && value < stored.minTimeout) {
        return { fault: t('invalidMaxWait', stored.minTimeout / units.minTimeout) };
      }
      return read;
    },
  };
}

/** A number goes back to its default; both waits do where the one would not fit the other. */
export function withPreset(upload: UploadOptions, name: UploadNumber): UploadOptions {
  const preset = uploadNumberPresets[name];
  if (name === 'timeout') return { ...upload, timeout: preset };
  const changed = { ...upload.retryOptions, [name]: preset };
  const { minTimeout, maxTimeout } = retryOptions;
  const fits = changed.minTimeout <= changed.maxTimeout;
  return { ...upload, retryOptions: fits ? changed : { ...changed, minTimeout, maxTimeout } };
}
