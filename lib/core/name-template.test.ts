import { expect, test } from 'vitest';
import {
  asksFor,
  DEFAULT_NAME_TEMPLATE,
  fillTemplate,
  type NameFacts,
  nameTokens,
  unknownTokens,
} from './name-template.ts';

const facts: NameFacts = {
  name: 'sunset',
  ext: 'jpg',
  date: '2026-11-23',
  time: '14-05-09',
  host: 'photos.example',
  title: 'My holidays',
  hash: 'd41d8cd98f00b204',
  counter: '7',
};

test.each([
  [DEFAULT_NAME_TEMPLATE, ['sunset.jpg']],
  ['{host}/{date}/{title} {counter}.{ext}', ['photos.example', '2026-11-23', 'My holidays 7.jpg']],
  ['{hash}', ['d41d8cd98f00b204']],
  ['{name}{name}', ['sunsetsunset']],
  ['fixed', ['fixed']],
  ['a/', ['a']],
  ['/a//./../b\\c', ['a', 'b', 'c']],
  ['{year}-{NAME}-{', ['{year}-{NAME}-{']],
  ['', []],
  ['..', []],
  [' / ', []],
])('%j makes %j', (template, segments) => {
  expect(fillTemplate(template, facts)).toEqual(segments);
});

test.each([
  [DEFAULT_NAME_TEMPLATE, { ext: '' }, ['sunset']],
  [DEFAULT_NAME_TEMPLATE, { name: '' }, ['jpg']],
  ['{title} {counter}.{ext}', { title: '' }, ['7.jpg']],
  ['{date}-{title}-{name}', { title: '' }, ['2026-11-23-sunset']],
  ['{host}/{name}', { host: '' }, ['sunset']],
  ['{title}-{host}', { title: '', host: '' }, []],
])('an empty token of %j takes its separator along', (template, without, segments) => {
  expect(fillTemplate(template, { ...facts, ...without })).toEqual(segments);
});

test.each(['a.', ' a ', '-a', 'CON', '.bashrc', 'a b', '…', '%2e%2e%2f', '{ext}', 'é', 'e\u0301', '👩‍🚀'])(
  'U1 U4: %j is kept as it is',
  (name) => {
    expect(fillTemplate(DEFAULT_NAME_TEMPLATE, { ...facts, name, ext: '' })).toEqual([name]);
  },
);

test.each(['../../etc/passwd', '..\\..\\x', '/abs', 'C:\\x', 'a/../../b', '\0', '.', '..', ''])(
  'U2: a file called %j makes no folder',
  (name) => {
    const segments = fillTemplate('in/{name}', { ...facts, name });
    expect(segments[0]).toBe('in');
    expect(segments.length).toBeLessThanOrEqual(2);
    expect(segments.at(-1)).not.toMatch(/[/\\\0]|^\.+$/);
  },
);

test('U1: half a surrogate pair is replaced, on either side of a token', () => {
  expect(fillTemplate('\ud83d{name}', { ...facts, name: '\ude00' })).toEqual(['\ufffd\ufffd']);
});

test('what is no token is named, so that it can be told of', () => {
  expect(unknownTokens('{name}-{year}-{}-{year}')).toEqual(['year', '']);
  expect(unknownTokens(nameTokens.map((token) => `{${token}}`).join())).toEqual([]);
});

test('what is costly is known to be asked for', () => {
  expect(asksFor('{hash}.{ext}', 'hash')).toBe(true);
  expect(asksFor('hash.{ext}', 'hash')).toBe(false);
});
