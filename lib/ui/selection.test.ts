import fc from 'fast-check';
import { expect, test } from 'vitest';
import { nothingSelected, type Selection, select } from './selection.ts';

const rows = ['a', 'b', 'c', 'd', 'e'];
const none: Selection<string> = nothingSelected;
const click = (selection: Selection<string>, id: string, isOn = true) =>
  select(selection, rows, id, isOn, false);
const range = (selection: Selection<string>, id: string, isOn = true) =>
  select(selection, rows, id, isOn, true);
const ids = (selection: Selection<string>) => [...selection.ids].sort().join('');

test('a range goes from the row that was clicked last to this one, in either direction', () => {
  expect(ids(range(click(none, 'b'), 'd'))).toBe('bcd');
  expect(ids(range(click(none, 'd'), 'b'))).toBe('bcd');
  expect(ids(range(range(click(none, 'b'), 'd'), 'a'))).toBe('abcd');
});

test('a range is taken away as well', () => {
  const all = { ids: new Set(rows), anchor: 'd' };
  expect(ids(range(all, 'b', false))).toBe('ae');
});

test('a range from a row that is shown no more, or from none, is the one row', () => {
  expect(ids(range({ ids: new Set(), anchor: 'gone' }, 'b'))).toBe('b');
  expect(ids(range(none, 'b'))).toBe('b');
});

test('a click changes its own row and those of its range, and no other', () => {
  const row = fc.constantFrom(...rows);
  fc.assert(
    fc.property(
      fc.uniqueArray(row),
      fc.option(row, { nil: undefined }),
      row,
      fc.boolean(),
      fc.boolean(),
      (chosen, anchor, id, isOn, isRange) => {
        const before = { ids: new Set(chosen), ...(anchor !== undefined && { anchor }) };
        const after = select(before, rows, id, isOn, isRange);
        const from = rows.indexOf(anchor ?? id);
        const [low, high] = [from, rows.indexOf(id)].sort() as [number, number];
        rows.forEach((one, index) => {
          const isChanged = one === id || (isRange && index >= low && index <= high);
          expect(after.ids.has(one)).toBe(isChanged ? isOn : before.ids.has(one));
        });
      },
    ),
  );
});
