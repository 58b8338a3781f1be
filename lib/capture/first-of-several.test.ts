import { expect, test, vi } from 'vitest';
import { firstOfSeveral } from './first-of-several.ts';

const picture = (name: string) => ({ name, blob: new Blob([name]) });
const [first, second, third] = [picture('1'), picture('2'), picture('3')] as const;

const wanted = new AbortController().signal;
const ignore = () => undefined;

function useSeveral() {
  const make = vi.fn(async () => [first, second, third] as const);
  const add = vi.fn(async (_other: typeof first) => undefined);
  return { make, add, getBlob: firstOfSeveral(make, add) };
}

test('however often the first is asked for, all are made once and each other one is added once', async () => {
  const { make, add, getBlob } = useSeveral();
  const atOnce = await Promise.all([getBlob(wanted, ignore), getBlob(wanted, ignore)]);
  expect([...atOnce, await getBlob(wanted, ignore)]).toEqual([first, first, first]);
  expect(make).toHaveBeenCalledOnce();
  expect(add.mock.calls).toEqual([[second], [third]]);
});

test('when one can’t be added, it and those after it are added with the next call', async () => {
  const { make, add, getBlob } = useSeveral();
  add.mockResolvedValueOnce(undefined).mockRejectedValueOnce(new Error('no room'));
  await expect(getBlob(wanted, ignore)).rejects.toThrow('no room');
  expect(await getBlob(wanted, ignore)).toBe(first);
  expect(make).toHaveBeenCalledOnce();
  expect(add.mock.calls).toEqual([[second], [third], [third]]);
});

test('what could not be made, or was called off, is made by the next call', async () => {
  const { make, add, getBlob } = useSeveral();
  make.mockRejectedValueOnce(new Error('the page moves'));
  await expect(getBlob(wanted, ignore)).rejects.toThrow('the page moves');
  await expect(getBlob(AbortSignal.abort(new Error('enough')), ignore)).rejects.toThrow('enough');
  expect(add).not.toHaveBeenCalled();
  expect(await getBlob(wanted, ignore)).toBe(first);
  expect(make).toHaveBeenCalledTimes(2);
  expect(add).toHaveBeenCalledTimes(2);
});
