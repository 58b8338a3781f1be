// @vitest-environment happy-dom
import { render } from 'preact';
import { act } from 'preact/test-utils';
import { beforeEach, expect, test } from 'vitest';
import { useHighest } from './use-highest.ts';

const root = document.createElement('main');
beforeEach(() => render(null, root));

function Shown({ value, era }: { readonly value: number; readonly era: number }) {
  return <b>{useHighest(value, era)}</b>;
}

/** What is shown of each value, one after the other. */
async function shownOf(...given: readonly (readonly [value: number, era: number])[]) {
  const shown: number[] = [];
  for (const [value, era] of given) {
    await act(() => render(<Shown value={value} era={era} />, root));
    shown.push(Number(root.textContent));
  }
  return shown;
}

test('a value that falls is not shown, and one that rises above all before it is', async () => {
  expect(await shownOf([5, 0], [9, 0], [0, 0], [8, 0], [10, 0])).toEqual([5, 9, 9, 9, 10]);
});

test('in a new era it begins anew, and what was shown in the one before is forgotten', async () => {
  expect(await shownOf([9, 0], [2, 1], [1, 1], [5, 1], [3, 0])).toEqual([9, 2, 2, 5, 3]);
});
