import { beforeEach, expect, test, vi } from 'vitest';
import { formatBytes } from './format-bytes.ts';
import { textDirection, textLanguage } from './text-language.ts';
import { t, tCount } from './translate.ts';

let messages: Readonly<Record<string, string>> = {};

vi.mock('wxt/browser', () => ({
  browser: {
    i18n: {
      getMessage: (key: string, texts: readonly string[]) =>
        (messages[key] ?? '').replace(/\$(\d)/g, (_, place) => texts[Number(place) - 1] ?? ''),
    },
  },
}));

const german = { languageTag: 'de', '@@ui_locale': 'de_AT' };
const arabic = { languageTag: 'ar', '@@ui_locale': 'ar_EG' };

beforeEach(() => {
  messages = { languageTag: 'en', '@@ui_locale': 'en_US' };
});

test('the language is the one of the texts, with the browser’s region', () => {
  expect(textLanguage()).toBe('en-US');
  messages = german;
  expect(textLanguage()).toBe('de-AT');
});

test('a browser in a language without texts shows English, and English numbers and direction in it', () => {
  messages = { languageTag: 'en', '@@ui_locale': 'he', showMore: '$1 more' };
  expect(textLanguage()).toBe('en');
  expect(textDirection()).toBe('ltr');
  expect(t('showMore', 1_234.5)).toBe('1,234.5 more');
  expect(formatBytes(1_500_000)).toBe('1.5 MB');
});

test('numbers in a text are written in its language', () => {
  messages = { ...german, languageTag: 'de', '@@ui_locale': 'de', showMore: 'noch $1' };
  expect(t('showMore', 1_234.5)).toBe('noch 1.234,5');
  expect(formatBytes(1_500_000)).toBe('1,5 MB');
});

test('a count chooses the form that the language has for it', () => {
  const forms = { confirmManyFiles_one: '$1 file', confirmManyFiles_other: '$1 files' };
  messages = { ...messages, ...forms };
  expect([1, 2, 1_000].map((count) => tCount('confirmManyFiles', count))).toEqual([
    '1 file',
    '2 files',
    '1,000 files',
  ]);
});

test('Arabic has six forms for counts', () => {
  const forms = ['zero', 'one', 'two', 'few', 'many', 'other'];
  messages = { languageTag: 'ar' };
  for (const form of forms) messages = { ...messages, [`confirmManyFiles_${form}`]: form };
  expect([0, 1, 2, 3, 11, 100].map((count) => tCount('confirmManyFiles', count))).toEqual(forms);
});

test('U1: what is put into a text that runs from right to left is isolated, once', () => {
  messages = { ...arabic, allowHost: 'السماح بالوصول إلى $1', progressOf: 'تقدّم $1' };
  expect(textDirection()).toBe('rtl');
  expect(t('allowHost', 'a.example')).toBe('السماح بالوصول إلى \u2068a.example\u2069');
  expect(t('progressOf', '\u2068a.txt\u2069')).toBe('تقدّم \u2068a.txt\u2069');
});

test('what is put into a text that runs from left to right is left as it is', () => {
  messages = { ...messages, allowHost: 'Allow $1' };
  expect(t('allowHost', 'a.example')).toBe('Allow a.example');
});
