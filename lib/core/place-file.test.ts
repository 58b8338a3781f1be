import fc from 'fast-check';
import { expect, test } from 'vitest';
import { DEFAULT_NAME_TEMPLATE, type NameFacts, nameTokens } from './name-template.ts';
import { ID_BYTES, MAX_KEY_BYTES, placeFile } from './place-file.ts';

const factsOf = (given: Partial<NameFacts>): NameFacts => ({
  name: 'sunset',
  ext: 'jpg',
  date: '2026-11-23',
  time: '14-05-09',
  host: '',
  title: '',
  hash: '',
  counter: '',
  ...given,
});

test.each([
  [undefined, ''],
  ['photos/', 'photos/'],
  ['photos', 'photos/'],
  ['/', '/'],
])('below the prefix %j a file is in %j', (prefix, path) => {
  expect(placeFile(DEFAULT_NAME_TEMPLATE, factsOf({}), prefix)).toEqual({
    path,
    name: 'sunset.jpg',
    isShortened: false,
  });
});

test('folders of the template stand below the prefix', () => {
  expect(placeFile('{date}/x/{name}.{ext}', factsOf({}), 'photos/')).toMatchObject({
    path: 'photos/2026-11-23/x/',
    name: 'sunset.jpg',
  });
});

test.each(['', '..', ' ', '/'])('a file that the template %j gives no name is unnamed', (template) => {
  expect(placeFile(template, factsOf({}))?.name).toBe('unnamed');
});

test.each([255, 1_024, 5_000])('U3: a name of %i characters keeps its extension and fits', (length) => {
  for (const character of ['a', 'ü', '名', '😀']) {
    const place = placeFile(DEFAULT_NAME_TEMPLATE, factsOf({ name: character.repeat(length) }), 'photos/');
    const key = `${place?.path}${'i'.repeat(ID_BYTES)}${place?.name}`;
    expect(Buffer.byteLength(key)).toBeLessThanOrEqual(MAX_KEY_BYTES);
    expect(place?.name).toMatch(/\.jpg$/);
    const isLong = Buffer.byteLength(character) * length > 1_024 - 100;
    expect(place?.isShortened).toBe(isLong);
    if (isLong) expect(Buffer.byteLength(key)).toBeGreaterThan(MAX_KEY_BYTES - 4);
  }
});

test('U3: two long names that differ at their ends only stay two', () => {
  const nameOf = (end: string) =>
    placeFile(DEFAULT_NAME_TEMPLATE, factsOf({ name: 'x'.repeat(2_000) + end }))?.name;
  expect(nameOf('1')).toMatch(/^x+~[0-9a-f]{8}\.jpg$/);
  expect(nameOf('1')).not.toBe(nameOf('2'));
});

test('a prefix that leaves no room for a name is refused', () => {
  expect(placeFile(DEFAULT_NAME_TEMPLATE, factsOf({}), `${'p'.repeat(1_000)}/`)).toBeUndefined();
  expect(placeFile(DEFAULT_NAME_TEMPLATE, factsOf({}), `${'p'.repeat(900)}/`)).toBeDefined();
});

const anyText = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc
    .array(
      fc.constantFrom('.', '..', '/', '\\', '\0', '%2e', '\ud83d', '\ude00', 'e\u0301', '\u202e', '{name}'),
    )
    .map((pieces) => pieces.join('')),
);
const anyFacts: fc.Arbitrary<NameFacts> = fc
  .tuple(...nameTokens.map(() => anyText))
  .map((texts) => factsOf(Object.fromEntries(nameTokens.map((token, index) => [token, texts[index]]))));
const anyTemplate = fc
  .array(
    fc.oneof(
      fc.constantFrom('{name}', '{ext}', '{title}', '{hash}', '/', '..', '.', '\\', '{', '\uffff'),
      anyText,
    ),
    { maxLength: 12 },
  )
  .map((pieces) => pieces.join(''));
const anyPrefix = fc
  .tuple(
    fc.constantFrom('', 'p', '/p', 'ü', '\ud800'),
    fc.integer({ min: 1, max: 300 }),
    fc.constantFrom('', '/'),
  )
  .map(([piece, times, end]) => piece.repeat(times) + end);

test('U1 U2 U3: no template and no facts leave the prefix, break a key or outgrow it', () => {
  fc.assert(
    fc.property(
      anyTemplate,
      anyFacts,
      fc.integer({ min: 1, max: 600 }),
      anyPrefix,
      (template, some, times, prefix) => {
        const long = { ...some, name: some.name.repeat(times), title: some.title.repeat(times) };
        const place = placeFile(template, long, prefix);
        if (place === undefined) throw new Error('there is room');
        const { path, name } = place;
        const base = prefix === '' || prefix.endsWith('/') ? prefix : `${prefix}/`;
        expect(path.startsWith(base.toWellFormed())).toBe(true);
        const key = `${path}${'i'.repeat(ID_BYTES)}${name}`;
        expect(key.isWellFormed()).toBe(true);
        expect(Buffer.byteLength(key)).toBeLessThanOrEqual(MAX_KEY_BYTES);
        const added = (path.slice(base.length) + name).split('/');
        expect(added.every((segment) => segment !== '' && !/^\.+$/.test(segment))).toBe(true);
        // biome-ignore lint/suspicious/noControlCharactersInRegex: these are the ones that must not be there.
        expect(name).not.toMatch(/[/\\\u0000-\u001f\u007f\ufffe\uffff]/);
      },
    ),
  );
});
