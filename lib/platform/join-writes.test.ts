import fc from 'fast-check';
import { expect, test } from 'vitest';
import { joinWrites } from './join-writes.ts';

const always = () => true;

/** Writes that end when they are told to. */
function createDisk() {
  const writes: { readonly items: readonly string[]; end(): void; fail(reason: Error): void }[] = [];
  const write = (items: readonly string[]) =>
    new Promise<number>((resolve, reject) => {
      writes.push({ items, end: () => resolve(items.length), fail: reject });
    });
  /** What is under way, when everything that was asked has been heard. */
  async function latest() {
    await new Promise((resolve) => setImmediate(resolve));
    return writes.at(-1) ?? expect.fail('nothing is written');
  }
  return { writes, write, latest };
}

test('what comes while nothing is written is written at once, and what waits meanwhile is written together', async () => {
  const { writes, write, latest } = createDisk();
  const join = joinWrites(write, always);
  const first = join(['a']);
  const others = [join(['b', 'c']), join([]), join(['d'])];
  expect(writes.map(({ items }) => items)).toEqual([['a']]);
  writes[0]?.end();
  await expect(first).resolves.toBe(1);
  const second = await latest();
  expect(second.items).toEqual(['b', 'c', 'd']);
  second.end();
  await expect(Promise.all(others)).resolves.toEqual([3, 3, 3]);
  expect(writes).toHaveLength(2);
});

test('of writes that fail together only that one fails which can’t be written', async () => {
  const join = joinWrites<string, string>(async (items) => {
    if (items.includes('torn')) throw new Error('torn');
    return items.join();
  }, always);
  const outcomes = await Promise.allSettled([join(['a']), join(['b']), join(['torn']), join(['c'])]);
  expect(outcomes).toMatchObject([
    { value: 'a' },
    { value: 'b' },
    { reason: { message: 'torn' } },
    { value: 'c' },
  ]);
});

test('what may not be joined is written on its own, in its turn', async () => {
  const written: (readonly string[])[] = [];
  const join = joinWrites(
    async (items: readonly string[]) => void written.push(items),
    (items) => !items.includes('alone'),
  );
  await Promise.all(['first', 'a', 'b', 'alone', 'c', 'd'].map((item) => join([item])));
  expect(written).toEqual([['first'], ['a', 'b'], ['alone'], ['c', 'd']]);
});

test('everything is written once, in the order in which it was asked for, whatever fails', async () => {
  const asked = fc.array(fc.record({ isBad: fc.boolean(), isAlone: fc.boolean() }), { maxLength: 40 });
  await fc.assert(
    fc.asyncProperty(asked, fc.scheduler(), async (plan, scheduler) => {
      const written: number[] = [];
      const write = scheduler.scheduleFunction(async (items: readonly number[]) => {
        if (items.some((item) => plan[item]?.isBad)) throw new Error('bad');
        written.push(...items);
      });
      const join = joinWrites(write, (items) => items.every((item) => plan[item]?.isAlone !== true));
      const ends = plan.map((_, index) => join([index]));
      const outcomes = await scheduler.waitFor(Promise.allSettled(ends));
      const good = plan.flatMap(({ isBad }, index) => (isBad ? [] : [index]));
      expect(written).toEqual(good);
      expect(outcomes.map(({ status }) => status === 'fulfilled')).toEqual(plan.map(({ isBad }) => !isBad));
    }),
  );
});
