import { expect, test } from 'vitest';
import { type Locale, locales, messagesOf, placeholdersIn, stemOf } from './texts/messages.ts';

const english = messagesOf('en');
const others = locales.filter((locale) => locale !== 'en');

/** English keys, with the forms for counts that a language has in place of those of English. */
function keysFor(locale: Locale): readonly string[] {
  const { pluralCategories } = new Intl.PluralRules(locale).resolvedOptions();
  const forms = ['zero', 'one', 'two', 'few', 'many', 'other'].filter((form) =>
    pluralCategories.some((category) => category === form),
  );
  const keys = Object.keys(english).flatMap((key) =>
    stemOf(key) === key ? [key] : forms.map((form) => `${stemOf(key)}_${form}`),
  );
  return [...new Set(keys)];
}

const englishOf = (key: string) => english[key] ?? english[`${stemOf(key)}_other`];

test.each(locales)('%s has exactly the texts of English, in the same order', (locale) => {
  expect(Object.keys(messagesOf(locale))).toEqual(keysFor(locale));
});

test.each(locales)('%s says something in each text, without blanks around it', (locale) => {
  const wrong = Object.entries(messagesOf(locale)).filter(
    ([, { message }]) => message === '' || message.trim() !== message,
  );
  expect(wrong.map(([key]) => key)).toEqual([]);
});

test.each(others)('%s has the placeholders of English in each text', (locale) => {
  const wrong = Object.entries(messagesOf(locale)).filter(([key, { message, placeholders = {} }]) => {
    const defined = englishOf(key)?.placeholders ?? {};
    const used = placeholdersIn(message);
    // "One file" needs no number.
    const isWhole = stemOf(key) !== key || used.join() === Object.keys(defined).sort().join();
    const isSame = used.every((name) => placeholders[name]?.content === defined[name]?.content);
    return !(isWhole && isSame && used.join() === Object.keys(placeholders).sort().join());
  });
  expect(wrong.map(([key]) => key)).toEqual([]);
});

test.each(locales)('%s: the extension’s description fits where the browsers’ stores show it', (locale) => {
  const { extensionName, extensionDescription, languageTag } = messagesOf(locale);
  expect(extensionDescription?.message.length).toBeLessThanOrEqual(132);
  // Chromium's limits; the name is shown in full only up to 45.
  expect(extensionName?.message.length).toBeLessThanOrEqual(45);
  expect(languageTag?.message).toBe(locale);
});

test.each(others)(
  '%s keeps what is written for machines: braces, addresses, numbers of a limit',
  (locale) => {
    const parts = (text: string) =>
      [...text.matchAll(/\{\w+\}|https?:\/\/(?:[\w.]*\w(?::\d+)?)?|ETag|CORS|EXIF|GPS/g)]
        .map(([found]) => found)
        .sort();
    const wrong = Object.entries(messagesOf(locale)).filter(
      ([key, { message }]) => parts(message).join() !== parts(englishOf(key)?.message ?? '').join(),
    );
    expect(wrong.map(([key]) => key)).toEqual([]);
  },
);
