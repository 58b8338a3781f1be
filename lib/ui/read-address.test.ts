import fc from 'fast-check';
import { expect, test } from 'vitest';
import { readAddress } from './read-address.ts';

test.each([
  ['https://example.com/a.png', 'https://example.com/a.png'],
  ['  http://example.com/a b.png\n'.replace(' b', '%20b'), 'http://example.com/a%20b.png'],
  ['HTTPS://EXAMPLE.com', 'https://example.com/'],
  ['https://example.com/ü?x=1&y=2#z', 'https://example.com/%C3%BC?x=1&y=2#z'],
])('%j is the address %j', (text, url) => {
  expect(readAddress(text)).toEqual({ kind: 'address', url });
});

test.each([
  '',
  ' \n',
  'example.com/a.png',
  'some text',
  'see https://example.com/',
  'https://',
  'https:example.com',
  'ftp://example.com/a',
  'javascript:alert(1)',
  'data:image/png;base64,AAAA',
  'file:///etc/passwd',
  'https://name:secret@example.com/',
  'https://name@example.com/',
])('%j is none', (text) => {
  expect(readAddress(text)).toEqual({ kind: 'none' });
});

test('several addresses are told from one', () => {
  expect(readAddress('https://a.test/1\r\nhttps://a.test/2\n')).toEqual({ kind: 'several' });
});

test('whatever is pasted, an address is of the web and holds no secret', () => {
  const pieces = fc.constantFrom(
    'http',
    's',
    '://',
    '/',
    '@',
    ':',
    'a.test',
    ' ',
    '\n',
    '\\',
    '#',
    'é',
    '[::1]',
  );
  const any = fc.oneof(
    fc.string({ unit: 'binary' }),
    fc.webUrl({ withQueryParameters: true }),
    fc.array(pieces).map((list) => list.join('')),
  );
  fc.assert(
    fc.property(any, (text) => {
      const read = readAddress(text);
      if (read.kind !== 'address') return;
      const { protocol, username, password } = new URL(read.url);
      expect(protocol).toMatch(/^https?:$/);
      expect(username + password).toBe('');
    }),
  );
});
