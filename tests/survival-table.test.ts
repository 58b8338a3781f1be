import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { expect, test } from 'vitest';
import { proofsIn, survivalTable } from '../scripts/survival-table.ts';

test('docs/what-it-survives.md says what the tests say: run `npm run survival-table`', async () => {
  const file = resolve(import.meta.dirname, '../docs/what-it-survives.md');
  expect(await readFile(file, 'utf8')).toBe(await survivalTable());
});

test('the rows of a title are found, and nothing else is taken for one', () => {
  const text =
    "test('N2 FC3: a cut part is sent again', async () => {\ntest('an S3 error: it is shown', () => {";
  expect(proofsIn(text, 'x.test.ts')).toEqual([
    { row: 'N2', fact: 'a cut part is sent again', file: 'x.test.ts' },
    { row: 'FC3', fact: 'a cut part is sent again', file: 'x.test.ts' },
  ]);
});
