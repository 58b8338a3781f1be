import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import type { LinkFacts } from './link-facts.ts';
import { formatLink, formatsFor, type LinkFormat, linkFormats } from './link-format.ts';
import { unknownLinkTokens } from './link-template.ts';
import { oneLine } from './link-text.ts';

const facts: LinkFacts = {
  url: 'https://cdn.example/abc',
  name: 'a picture.png',
  size: '1.5 MB',
  bytes: 1_500_000,
  type: 'image/png',
  handle: 'abc',
  date: '2026-07-31',
};
const document: LinkFacts = { ...facts, name: 'a.pdf', type: 'application/pdf' };

test.each<[LinkFormat, string, string]>([
  ['url', 'https://cdn.example/abc', 'https://cdn.example/abc'],
  ['markdown', '[a picture.png](https://cdn.example/abc)', '[a.pdf](https://cdn.example/abc)'],
  ['markdown-image', '![a picture.png](https://cdn.example/abc)', '[a.pdf](https://cdn.example/abc)'],
  [
    'html',
    '<a href="https://cdn.example/abc">a picture.png</a>',
    '<a href="https://cdn.example/abc">a.pdf</a>',
  ],
  [
    'html-image',
    '<img src="https://cdn.example/abc" alt="a picture.png">',
    '<a href="https://cdn.example/abc">a.pdf</a>',
  ],
  ['bbcode', '[url=https://cdn.example/abc]a picture.png[/url]', '[url=https://cdn.example/abc]a.pdf[/url]'],
  ['bbcode-image', '[img]https://cdn.example/abc[/img]', '[url=https://cdn.example/abc]a.pdf[/url]'],
])('as %s, a picture and what is none', (format, ofPicture, ofDocument) => {
  expect(formatLink(facts, format)).toBe(ofPicture);
  expect(formatLink(document, format)).toBe(ofDocument);
});

test('a picture is offered in every format, and other files in those that show none', () => {
  expect(formatsFor('image/png')).toEqual(linkFormats);
  expect(formatsFor('text/plain')).toEqual(['url', 'markdown', 'html', 'bbcode', 'own']);
});

test('U5: what means something in a format is escaped in names', () => {
  const name = '<img src=x onerror="a()">[b](c)&lt;.png';
  const evil = { ...document, name };
  expect(formatLink(evil, 'markdown')).toBe(
    String.raw`[\<img src=x onerror="a\(\)"\>\[b\]\(c\)\&lt;.png](https://cdn.example/abc)`,
  );
  expect(formatLink(evil, 'html')).toBe(
    '<a href="https://cdn.example/abc">&lt;img src=x onerror=&quot;a()&quot;&gt;[b](c)&amp;lt;.png</a>',
  );
  expect(formatLink(evil, 'bbcode')).toBe(
    '[url=https://cdn.example/abc]<img src=x onerror="a()">(b)(c)&lt;.png[/url]',
  );
});

test('a name of several lines, or of another direction, does not get out of its place', () => {
  expect(formatLink({ ...document, name: 'a\n\n# b\u202egnp.exe' }, 'markdown')).toBe(
    String.raw`[a \# b gnp.exe](https://cdn.example/abc)`,
  );
});

test('what would end the link early is spelt out in it', () => {
  const url = 'https://cdn.example/a)b"c<d[e]f\'g?h=(i';
  expect(formatLink({ ...document, url }, 'markdown')).toBe(
    '[a.pdf](https://cdn.example/a%29b%22c%3Cd%5Be%5Df%27g?h=%28i)',
  );
});

test('a template names what it wants, escaped as it wants', () => {
  const template =
    '{name} ({size}, {bytes}, {type}) {url}\n{handle} {date} {name:html} {nothing} {name:nothing}';
  expect(formatLink({ ...facts, name: 'a<{url}>' }, 'own', template)).toBe(
    'a<{url}> (1.5 MB, 1500000, image/png) https://cdn.example/abc\nabc 2026-07-31 a&lt;{url}&gt; {nothing} {name:nothing}',
  );
  expect(unknownLinkTokens(template)).toEqual(['nothing', 'name:nothing']);
});

test('an empty template is the plain link', () => {
  expect(formatLink(facts, 'own', ' ')).toBe(facts.url);
});

const anyName = fc.string({ unit: 'binary', maxLength: 40 });
const evilName = fc
  .array(fc.oneof(fc.constantFrom(...'[]()<>"\'&\\`*_{}#|!~$\n\r\t '), anyName), { maxLength: 20 })
  .map((pieces) => pieces.join(''));
const anyFacts = fc.tuple(evilName, evilName).map(
  ([name, tail]): LinkFacts => ({
    ...document,
    name,
    url: `https://cdn.example/${encodeURI(tail.toWellFormed())}`,
  }),
);

test('U5: any name is one text in Markdown, and reads as it is', () => {
  fc.assert(
    fc.property(anyFacts, (any) => {
      const text = formatLink(any, 'markdown');
      const [, name = ''] =
        /^\[((?:\\[\\`*_{}[\]()<>#|!~&$]|[^\\`*_{}[\]()<>#|!~&$\n\r])*)\]\([^()\s<>]*\)$/.exec(text) ?? [
          '',
          '?',
        ];
      expect(name.replace(/\\(.)/g, '$1')).toBe(oneLine(any.name));
    }),
  );
});

test('U5: any name is one text in HTML, and reads as it is', () => {
  const read = (html: string) =>
    html
      .replaceAll('&lt;', '<')
      .replaceAll('&gt;', '>')
      .replaceAll('&quot;', '"')
      .replaceAll('&#39;', "'")
      .replaceAll('&amp;', '&');
  fc.assert(
    fc.property(anyFacts, (any) => {
      const [, name = ''] = /^<a href="[^"<>\s]*">([^<>"']*)<\/a>$/.exec(formatLink(any, 'html')) ?? [
        '',
        '?',
      ];
      expect(read(name)).toBe(oneLine(any.name));
      const picture = formatLink({ ...any, type: 'image/png' }, 'html-image');
      expect(picture).toMatch(/^<img src="[^"<>\s]*" alt="[^"<>\n\r]*">$/);
    }),
  );
});

test('U5: in BBCode no name begins or ends a tag', () => {
  fc.assert(
    fc.property(anyFacts, (any) => {
      expect(formatLink(any, 'bbcode')).toMatch(/^\[url=[^[\]\s]*\][^[\]\n\r]*\[\/url\]$/);
    }),
  );
});
