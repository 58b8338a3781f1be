import fc from 'fast-check';
import { expect, test } from 'vitest';
import { isSiteRule } from '../core/profile.ts';
import { readSiteRule } from './site-rule.ts';

test.each([
  ['example.com', 'example.com'],
  [' *.Example.com ', 'example.com'],
  ['https://www.example.com:8443/a?b', 'www.example.com'],
  ['bücher.example', 'xn--bcher-kva.example'],
  ['localhost', 'localhost'],
  ['127.0.0.1:8080', '127.0.0.1'],
  ['http://[::1]/', '[::1]'],
])('the rule %j is kept as %j', (text, rule) => {
  expect(readSiteRule(text)).toBe(rule);
});

test.each(['', ' ', '*', 'a b.example', 'https://', 'javascript:alert(1)', '<img src=x>', 'x'.repeat(300)])(
  'the rule %j is refused',
  (text) => {
    expect(readSiteRule(text)).toBeUndefined();
  },
);

test('whatever is kept as a rule is one, and is read as itself', () => {
  fc.assert(
    fc.property(fc.oneof(fc.string(), fc.webUrl(), fc.domain()), (text) => {
      const rule = readSiteRule(text);
      if (rule === undefined) return;
      expect(isSiteRule(rule)).toBe(true);
      expect(readSiteRule(rule)).toBe(rule);
    }),
  );
});
