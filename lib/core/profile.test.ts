import { expect, test } from 'vitest';
import { profileForSite } from './profile.ts';

const main = { name: 'main', sites: [] };
const shop = { name: 'shop', sites: ['example.com'] };
const blog = { name: 'blog', sites: ['blog.example.com', 'other.example'] };

test.each([
  ['example.com', 'shop'],
  ['www.example.com', 'shop'],
  ['EXAMPLE.com.', 'shop'],
  ['blog.example.com', 'blog'],
  ['a.blog.example.com', 'blog'],
  ['notexample.com', 'main'],
  ['example.com.evil.test', 'main'],
  ['', 'main'],
])('what is captured on %s goes to the profile %s', (host, name) => {
  expect(profileForSite([main, shop, blog], host).name).toBe(name);
  expect(profileForSite([main, blog, shop], host).name).toBe(name);
});

test('of two profiles with the same rule the first counts', () => {
  expect(profileForSite([main, shop, { name: 'late', sites: ['example.com'] }], 'example.com').name).toBe(
    'shop',
  );
});
