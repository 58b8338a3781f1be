import { expect, test } from 'vitest';
import { splitName } from './split-name.ts';

test.each([
  ['sunset.jpg', 'sunset', 'jpg'],
  ['a.tar.gz', 'a.tar', 'gz'],
  ['none', 'none', ''],
  ['.bashrc', '.bashrc', ''],
  ['a.', 'a.', ''],
  ['', '', ''],
])('%j is %j and %j', (name, stem, ext) => {
  expect(splitName(name)).toEqual({ stem, ext });
});
