import { expect, test } from 'vitest';
import { sourceOfForm } from './store-url-requests.ts';

test.each([
  ['unencoded, as 0.5.2 sends it', 'url=http://h/a b.png?x=1&y=2+3', 'http://h/a b.png?x=1&y=2+3'],
  ['encoded', 'url=http%3A%2F%2Fh%2Fa+b%3Fx%3D1%26y%3D2', 'http://h/a b?x=1&y=2'],
  ['encoded, among other fields', 'a=1&url=http%3A%2F%2Fh%2F&b=2', 'http://h/'],
  ['missing', 'a=1', ''],
  ['empty', '', ''],
])('reads a URL that is %s', (_name, body, url) => {
  expect(sourceOfForm(body)).toBe(url);
});
