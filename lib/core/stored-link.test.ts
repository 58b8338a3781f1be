import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { isLoopback } from './loopback.ts';
import { isLinkHost, linkOf } from './stored-link.ts';

test.each([
  ['https://cdn.filestackcontent.com/abc', 'https://cdn.filestackcontent.com/abc'],
  ['HTTPS://CDN.example/a?b=c#d', 'https://CDN.example/a?b=c#d'],
  ['http://127.0.0.1:8080/abc', 'http://127.0.0.1:8080/abc'],
  ['http://localhost/abc', 'http://localhost/abc'],
  ['http://[::1]:80/abc', 'http://[::1]:80/abc'],
  ['https://example.com', 'https://example.com'],
])('%s is given as a link', (url, link) => {
  expect(linkOf({ url })).toBe(link);
});

test.each([
  'javascript:alert(1)',
  'JaVaScRiPt:alert(1)//https://example.com',
  'data:text/html,<script>alert(1)</script>',
  'blob:https://example.com/1',
  'file:///etc/passwd',
  'chrome-extension://abc/options.html',
  'http://example.com/abc',
  'http://127.0.0.1.evil.example/',
  'http://localhost@evil.example/',
  'https://user:pass@example.com/',
  'https:example.com',
  'https:\\\\example.com\\a',
  'https://example.com\\@evil.example/',
  ' https://example.com/',
  'https://exa\u202emple.com/',
  'https://example.com/a\nb',
  'java\nscript:alert(1)',
  '//example.com/abc',
  '',
])('M20: %j is never given as a link', (url) => {
  expect(linkOf({ url })).toBeUndefined();
  expect(linkOf({ url }, '')).toBeUndefined();
});

test('M20: whatever a server answers, a link is https, or http to this machine, without userinfo', () => {
  const start = fc.constantFrom('', 'https://', 'http://', 'http://localhost', 'javascript:', 'https:', '\t');
  const sign = fc.oneof(fc.constantFrom(...'/\\@:?#[].%'), fc.string({ unit: 'binary', maxLength: 1 }));
  fc.assert(
    fc.property(start, fc.array(sign, { maxLength: 12 }), (scheme, signs) => {
      const link = linkOf({ url: scheme + signs.join('') });
      if (link === undefined) return;
      // What was given once is given again: pages check it.
      expect(linkOf({ url: link })).toBe(link);
      if (!URL.canParse(link)) return;
      const { protocol, hostname, username, password } = new URL(link);
      expect(protocol === 'https:' || (protocol === 'http:' && isLoopback(hostname))).toBe(true);
      expect(username + password).toBe('');
    }),
    { numRuns: 2000 },
  );
});

test('a host of one’s own takes the place of the host, and leaves the rest', () => {
  expect(linkOf({ url: 'https://cdn.filestackcontent.com/abc?d#e' }, 'files.example.com')).toBe(
    'https://files.example.com/abc?d#e',
  );
  expect(linkOf({ url: 'http://127.0.0.1:80/abc' }, 'files.example.com:444')).toBe(
    'https://files.example.com:444/abc',
  );
  expect(linkOf({ url: 'javascript:alert(1)' }, 'files.example.com')).toBeUndefined();
});

test.each(['https://a.example', 'a.example/path', 'a@b', 'a b', '-a', 'a.', ':1', ''])(
  '%j is no host for links, and changes none',
  (text) => {
    expect(isLinkHost(text)).toBe(false);
    expect(linkOf({ url: 'https://cdn.example/abc' }, text)).toBe('https://cdn.example/abc');
  },
);
