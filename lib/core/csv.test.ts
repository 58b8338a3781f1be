import fc from 'fast-check';
import { expect, test } from 'vitest';
import { csvCell, csvRow } from './csv.ts';

test.each(['=1+1', '+1', '-1', '@A1', '\t=1', '\r=1', '\ttext', ' =1', '\u200b=1', '＝1+1'])(
  'the text %j is no formula',
  (text) => {
    expect(csvCell(text)).toBe(`"'${text.replace('\t=', "\t'=").replace('\r=', "\r'=")}"`);
  },
);

test('other text stays as it is, with its quotes doubled', () => {
  expect(csvRow(['plain', 'a "b", c', 'two\r\nlines', '', 7])).toBe(
    '"plain","a ""b"", c","two\r\nlines","",7\r\n',
  );
});

/** Reads a row as programs do; what follows a closing quote belongs to the cell. */
function readRow(row: string, separator: string): readonly string[] {
  const cells = [''];
  let isQuoted = false;
  for (let index = 0; index < row.length; index += 1) {
    const letter = row[index] ?? '';
    const cell = cells.at(-1) ?? '';
    if (letter === '"' && isQuoted && row[index + 1] === '"') {
      cells[cells.length - 1] = `${cell}"`;
      index += 1;
    } else if (letter === '"' && (isQuoted || cell === '')) isQuoted = !isQuoted;
    else if (letter === separator && !isQuoted) cells.push('');
    else cells[cells.length - 1] = cell + letter;
  }
  return cells;
}

const nasty = fc.string({
  unit: fc.constantFrom(
    '=',
    '+',
    '-',
    '@',
    '\t',
    '\r',
    '\n',
    '"',
    "'",
    ',',
    ';',
    ' ',
    'a',
    '1',
    '＝',
    '\u200b',
  ),
});

test('no cell of a row begins a formula, whether commas part its cells or semicolons', () => {
  fc.assert(
    fc.property(fc.array(nasty, { minLength: 1, maxLength: 4 }), (texts) => {
      const row = csvRow(texts);
      for (const separator of [',', ';']) {
        for (const cell of readRow(row, separator)) {
          expect(cell).not.toMatch(/^[\s\u200b]*[=+\-@＝]/);
          if (separator === ',') expect(cell).not.toMatch(/^[\t\r\n]\S/);
        }
      }
    }),
    { numRuns: 1000 },
  );
});

test('every cell comes back with its text, but for the apostrophes', () => {
  fc.assert(
    fc.property(fc.array(nasty, { minLength: 1, maxLength: 4 }), (texts) => {
      const row = csvRow(texts);
      const read = readRow(row.slice(0, -2), ',');
      const bare = (cells: readonly string[]) => cells.map((cell) => cell.replaceAll("'", ''));
      expect(bare(read)).toEqual(bare(texts));
    }),
  );
});
