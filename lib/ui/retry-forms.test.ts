import fc from 'fast-check';
import { expect, test, vi } from 'vitest';
import { defaultUploadOptions, isInRange } from '../core/upload-options.ts';

vi.mock('wxt/browser', () => ({
  browser: {
    i18n: {
      getMessage: (key: string, values: readonly string[] = []) => [key, ...values].join(' '),
      getUILanguage: () => 'en',
    },
  },
}));
const { retryNumberForm, uploadNumberForm, withPreset } = await import('./retry-forms.ts');
const names = ['retries', 'factor', 'minTimeout', 'maxTimeout', 'timeout'] as const;

test.each([
  ['retries', '0', 0],
  ['retries', '', 10],
  ['factor', '1,5', 1.5],
  ['minTimeout', '0.25', 250],
  ['timeout', '90', 90_000],
] as const)('%s of “%s” are %d', (name, text, value) => {
  expect(uploadNumberForm(name).read(text)).toEqual({ value });
});

test.each([
  ['retries', '-1', 'invalidWholeRange 0 20'],
  ['retries', '1e9', 'invalidWholeRange 0 20'],
  ['retries', '1.5', 'invalidWholeRange 0 20'],
  ['factor', '0', 'invalidRange 1 10'],
  ['factor', 'NaN', 'invalidRange 1 10'],
  ['minTimeout', '0', 'invalidRange 0.001 600'],
  ['maxTimeout', '601', 'invalidRange 0.001 600'],
  ['timeout', '0.5', 'invalidRange 1 3,600'],
  ['timeout', 'Infinity', 'invalidRange 1 3,600'],
] as const)('U9: %s of “%s” are refused with the range', (name, text, fault) => {
  expect(uploadNumberForm(name).read(text)).toEqual({ fault });
});

const waits = (minTimeout: number, maxTimeout: number) => ({
  ...defaultUploadOptions.retryOptions,
  minTimeout,
  maxTimeout,
});

test.each([
  ['minTimeout', '60', { value: 60_000 }],
  ['minTimeout', '60.001', { fault: 'invalidMinWait 60' }],
  ['minTimeout', '601', { fault: 'invalidRange 0.001 600' }],
  ['maxTimeout', '2.5', { value: 2_500 }],
  ['maxTimeout', '2.499', { fault: 'invalidMaxWait 2.5' }],
  ['timeout', '1', { value: 1_000 }],
] as const)('U9: %s of “%s” has to fit the other wait', (name, text, read) => {
  expect(retryNumberForm(name, waits(2_500, 60_000)).read(text)).toEqual(read);
});

test('U9: an emptied wait is its default, which has to fit, too', () => {
  expect(retryNumberForm('minTimeout', waits(100, 500)).read('')).toEqual({ fault: 'invalidMinWait 0.5' });
});

test('a wait goes back to its default alone where the other one allows it, and else both do', () => {
  const reset = (minTimeout: number, maxTimeout: number, name: 'minTimeout' | 'maxTimeout') => {
    const upload = { ...defaultUploadOptions, retryOptions: waits(minTimeout, maxTimeout) };
    return withPreset(upload, name).retryOptions;
  };
  expect(reset(100, 30_000, 'minTimeout')).toEqual(waits(1_000, 30_000));
  expect(reset(100, 500, 'minTimeout')).toEqual(waits(1_000, 60_000));
  expect(reset(90_000, 100_000, 'maxTimeout')).toEqual(waits(1_000, 60_000));
  const upload = { ...defaultUploadOptions, timeout: 5_000 };
  expect(withPreset(upload, 'timeout')).toEqual(defaultUploadOptions);
});

test('U9: whatever is read is in its range, and what is written is read as itself', () => {
  const text = fc.oneof(fc.string(), fc.double().map(String), fc.integer().map(String));
  fc.assert(
    fc.property(fc.constantFrom(...names), text, (name, entered) => {
      const read = uploadNumberForm(name).read(entered);
      if ('fault' in read) return;
      expect(isInRange(name, read.value)).toBe(true);
      expect(uploadNumberForm(name).read(uploadNumberForm(name).write(read.value))).toEqual(read);
    }),
  );
});

test('the defaults are Filestack’s', () => {
  const { retryOptions, timeout } = defaultUploadOptions;
  const presets = names.map((name) => uploadNumberForm(name).read(''));
  expect(presets).toEqual(
    [
      retryOptions.retries,
      retryOptions.factor,
      retryOptions.minTimeout,
      retryOptions.maxTimeout,
      timeout,
    ].map((value) => ({ value })),
  );
});
