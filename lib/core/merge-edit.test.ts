import fc from 'fast-check';
import { expect, test } from 'vitest';
import { isSameJson, mergeEdit } from './merge-edit.ts';

const json = fc.jsonValue({ maxDepth: 3 });

test('an edit of what nobody else has changed is what was wanted', () => {
  fc.assert(
    fc.property(json, json, (shown, wanted) => {
      expect(isSameJson(mergeEdit(shown, shown, wanted).merged, wanted)).toBe(true);
    }),
  );
});

test('an edit that changes nothing leaves what others have changed', () => {
  fc.assert(
    fc.property(json, json, (now, shown) => {
      expect(mergeEdit(now, shown, structuredClone(shown))).toEqual({ merged: now, overwrites: false });
    }),
  );
});

test('edits of different fields are both kept, whichever comes first', () => {
  const shown = { store: { path: 'a/', region: 'r' }, apiKey: 'k' };
  const mine = { store: { path: 'mine/', region: 'r' }, apiKey: 'k' };
  const theirs = { store: { path: 'a/' }, apiKey: 'theirs' };
  const both = { store: { path: 'mine/' }, apiKey: 'theirs' };
  expect(mergeEdit(theirs, shown, mine)).toEqual({ merged: both, overwrites: false });
  expect(mergeEdit(mine, shown, theirs)).toEqual({ merged: both, overwrites: false });
});

test('an edit of the very field that somebody else has changed is told', () => {
  const edit = (path: string) => ({ store: { path }, apiKey: 'k' });
  expect(mergeEdit(edit('theirs/'), edit('a/'), edit('mine/')).overwrites).toBe(true);
  expect(mergeEdit(edit('same/'), edit('a/'), edit('same/')).overwrites).toBe(false);
});

test('items of a list are known by their id, so that edits of two of them or of two of their fields are both kept', () => {
  const a = { id: 'a', name: 'A', color: 'red' };
  const b = { id: 'b', name: 'B', color: 'blue' };
  const shown = [a, b];
  expect(mergeEdit([{ ...a, name: 'theirs' }, b], shown, [{ ...a, color: 'green' }, b])).toEqual({
    merged: [{ ...a, name: 'theirs', color: 'green' }, b],
    overwrites: false,
  });
  const c = { id: 'c', name: 'C', color: 'black' };
  expect(mergeEdit([a, b, c], shown, [{ ...a, name: 'mine' }, b]).merged).toEqual([
    { ...a, name: 'mine' },
    b,
    c,
  ]);
  expect(mergeEdit([a], shown, [b, a]).merged).toEqual([a]);
  expect(mergeEdit([b, a], shown, [a, b, c]).merged).toEqual([b, a, c]);
});

test('an edit of an item that somebody else has removed is told, and so is the other way round', () => {
  const [a, b] = [
    { id: 'a', name: 'A' },
    { id: 'b', name: 'B' },
  ];
  const edited = [{ ...a, name: 'mine' }, b];
  expect(mergeEdit([b], [a, b], edited)).toMatchObject({ overwrites: true });
  expect(mergeEdit(edited, [a, b], [b])).toEqual({ merged: [b], overwrites: true });
  expect(mergeEdit([b], [a, b], [a, { ...b, name: 'mine' }])).toEqual({
    merged: [{ ...b, name: 'mine' }],
    overwrites: false,
  });
});

test('no name of a field reaches the prototype', () => {
  const wanted: unknown = JSON.parse('{"__proto__":{"evil":1},"a":1}');
  const { merged } = mergeEdit({ a: 2, b: 1 }, { a: 2 }, wanted);
  expect(Reflect.get(Object(merged), 'evil')).toBeUndefined();
});
