import { expect, test } from 'vitest';
import { pageAddress } from './page-address.ts';

test.each([
  ['https://site.example/a?b=c', 'https://site.example/a?b=c'],
  ['http://site.example', 'http://site.example'],
  ['https://site.example/a#access_token=secret', 'https://site.example/a'],
  ['https://user:secret@site.example/a', 'https://site.example/a'],
])('of %s, %s is kept', (url, kept) => {
  expect(pageAddress(url)).toBe(kept);
});

test.each([
  '',
  'about:blank',
  'file:///home/me',
  'chrome://settings',
  'javascript:alert(1)',
  'data:text/html,a',
  `https://a.example/${'b'.repeat(5000)}`,
])('of %s nothing is kept', (url) => {
  expect(pageAddress(url)).toBeUndefined();
});
