import { expect, test } from 'vitest';
import { numberedName, pageFileName } from './page-file-name.ts';

const now = new Date(2026, 10, 3, 4, 5, 6);

test.each([
  ['My holidays', 'My holidays 2026-11-03 04-05-06.png'],
  ['a/b\\c\n\td', 'a b c d 2026-11-03 04-05-06.png'],
  ['', 'page 2026-11-03 04-05-06.png'],
  ['  ', 'page 2026-11-03 04-05-06.png'],
  ['x\ud800', 'x\ufffd 2026-11-03 04-05-06.png'],
  ['🦊'.repeat(100), `${'🦊'.repeat(80)} 2026-11-03 04-05-06.png`],
])('%j', (title, name) => {
  expect(pageFileName(title, 'png', now)).toBe(name);
});

test('a number comes before the end of a name that says what it is', () => {
  expect(numberedName('v1.2 beta 2026-11-03.png', 2, 3)).toBe('v1.2 beta 2026-11-03 (2-3).png');
});
