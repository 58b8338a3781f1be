import { expect, test } from 'vitest';
import { messagesOf, placeholdersIn, stemOf } from './texts/messages.ts';
import { contentOf, filesIn } from './texts/source-files.ts';
import { calledKeys, namedKeys, writtenStrings } from './texts/used-keys.ts';
import { visibleTexts } from './texts/visible-texts.ts';

const english = messagesOf('en');
const stems = new Set(Object.keys(english).map(stemOf));
const exists = (key: string) => stems.has(stemOf(key));
const rooms = ['lib', 'components', 'entrypoints'];

async function inEach(
  folders: readonly string[],
  pattern: RegExp,
  find: (content: string, file: string) => Promise<readonly string[]> | readonly string[],
): Promise<readonly (readonly [string, string])[]> {
  const files = await filesIn(folders, pattern);
  const found = await Promise.all(
    files.map(async (file) => (await find(contentOf(file), file)).map((text) => [file, text] as const)),
  );
  return found.flat();
}

const namedSomewhere = async () => [
  ...namedKeys(contentOf('wxt.config.ts')).map((key) => ['wxt.config.ts', key] as const),
  ...(await inEach(['components', 'entrypoints'], /\.css$/, namedKeys)),
];

test('every English text has a description for those who translate it, and says something', () => {
  const poor = Object.entries(english).filter(
    ([, { message, description }]) => !message.trim() || !description,
  );
  expect(poor.map(([key]) => key)).toEqual([]);
});

test('every placeholder of an English text is defined, and every defined one is in it', () => {
  const wrong = Object.entries(english).filter(
    ([, { message, placeholders = {} }]) =>
      placeholdersIn(message).join() !== Object.keys(placeholders).sort().join(),
  );
  expect(wrong.map(([key]) => key)).toEqual([]);
});

test('every text is used by the code, the manifest or a style sheet', async () => {
  const written = (await inEach(rooms, /\.tsx?$/, writtenStrings)).map(([, text]) => text);
  const named = (await namedSomewhere()).map(([, key]) => key);
  const used = new Set([...written, ...named]);
  expect(Object.keys(english).filter((key) => !used.has(key) && !used.has(stemOf(key)))).toEqual([]);
});

test('every text that is asked for exists', async () => {
  const asked = [...(await inEach(rooms, /\.tsx?$/, calledKeys)), ...(await namedSomewhere())];
  expect(asked.filter(([, key]) => !exists(key))).toEqual([]);
});

test('no component or page writes its texts out: they are in public/_locales', async () => {
  const texts = await inEach(['components', 'entrypoints'], /\.tsx$/, visibleTexts);
  // A component may take a key in place of a text.
  expect(texts.filter(([, text]) => !exists(text))).toEqual([]);
});

test('what a page’s HTML shows before its code runs is only the extension’s name, in words: there browsers leave keys as they are', async () => {
  const { extensionName } = english;
  const shown = await inEach(['entrypoints'], /\.html$/, (html) =>
    [...html.replace(/<script.*?<\/script>/gs, '').matchAll(/>([^<]*\p{L}[^<]*)</gu)].map(
      ([, text]) => text ?? '',
    ),
  );
  expect(shown.filter(([, text]) => text !== extensionName?.message)).toEqual([]);
});

test('numbers and dates are written in the language of the texts: t() takes numbers, lib/ui formats the rest', async () => {
  const source = await inEach(['lib/ui', 'components', 'entrypoints'], /\.tsx?$/, (content) =>
    [...content.matchAll(/toLocale\w*String\(|Intl\.\w+\((undefined|\))|locale\?: string/g)].map(
      ([found]) => found,
    ),
  );
  expect(source).toEqual([]);
});

test('the search for texts finds them between tags, in attributes and in expressions, and leaves code alone', async () => {
  const source = `const a = (
    <p title="one" class="no" aria-label={b ? 'two' : t('key')}>
      three {c && 'four'} {\`five \${d}\`} · <code>no</code> {e ?? t('key')}
    </p>
  );`;
  expect([...(await visibleTexts(source, 'a.tsx'))].sort()).toEqual(['five', 'four', 'one', 'three', 'two']);
  expect(await calledKeys(source, 'a.tsx')).toEqual(['key', 'key']);
});
