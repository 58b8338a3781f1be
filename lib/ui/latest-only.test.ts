import { expect, test } from 'vitest';
import { createLatestOnly } from './latest-only.ts';

test('while a question is open, of all that come up only the last is asked', async () => {
  const inTurn = createLatestOnly();
  const asked: string[] = [];
  let answer = (_count: number): void => undefined;
  const open = new Promise<number>((resolve) => {
    answer = resolve;
  });
  const first = inTurn(() => {
    asked.push('a');
    return open;
  });
  // It is being asked by now.
  await Promise.resolve();
  const others = ['ab', 'abc', 'abcd'].map((text) =>
    inTurn(async () => {
      asked.push(text);
      return text.length;
    }),
  );
  answer(1);
  expect(await Promise.all([first, ...others])).toEqual([1, undefined, undefined, 4]);
  expect(asked).toEqual(['a', 'abcd']);
});

test('a question that fails keeps no other from being asked', async () => {
  const inTurn = createLatestOnly();
  await expect(inTurn(() => Promise.reject(new Error('no')))).rejects.toThrow('no');
  expect(await inTurn(async () => 2)).toBe(2);
});
