import { expect, test } from 'vitest';
import { createOwnerLock } from './owner-lock.ts';

interface Holder {
  readonly signal: AbortSignal | undefined;
  begin(): void;
  fail(reason: unknown): void;
}

/** One lock as the Web Locks API has it: a queue, a holder, and thieves who end what is held. */
function fakeLocks() {
  const queue: Holder[] = [];
  let holder: Holder | undefined;
  const log: string[] = [];

  function next(): void {
    holder = queue.shift();
    holder?.begin();
  }

  function request(_name: string, { steal = false, signal }: LockOptions, work: () => Promise<unknown>) {
    log.push(steal ? 'steals' : 'asks');
    return new Promise<unknown>((resolve, reject) => {
      const mine: Holder = { signal, begin: () => void work().then(resolve, reject), fail: reject };
      signal?.addEventListener('abort', () => {
        if (!queue.includes(mine)) return;
        queue.splice(queue.indexOf(mine), 1);
        reject(signal.reason);
      });
      if (!steal) queue.push(mine);
      else {
        holder?.fail(new DOMException('the lock was stolen', 'AbortError'));
        queue.unshift(mine);
      }
      if (steal || holder === undefined) next();
    });
  }
  return { locks: { request, query: async () => ({}) }, log };
}

test('X2 X3: the second context waits for the first, then takes the lock from it', async () => {
  const { locks, log } = fakeLocks();
  const patience = new AbortController();
  const [first, second] = [createOwnerLock(locks), createOwnerLock(locks, () => patience.signal)];
  await first.take();
  const taken = second.take();
  expect([await first.isStillHeld(), await second.isStillHeld()]).toEqual([true, false]);
  patience.abort();
  await taken;
  expect([await first.isStillHeld(), await second.isStillHeld()]).toEqual([false, true]);
  expect(log).toEqual(['asks', 'asks', 'steals']);
});

test('X2: one whose lock was stolen does not steal it back, even where it had stolen it itself', async () => {
  const { locks, log } = fakeLocks();
  const patience = new AbortController();
  const [first, second, third] = [
    createOwnerLock(locks),
    createOwnerLock(locks, () => patience.signal),
    createOwnerLock(locks, () => patience.signal),
  ];
  await first.take();
  const both = Promise.all([second.take(), third.take()]);
  patience.abort();
  await both;
  // Everything that a theft could set off has happened by now.
  await new Promise((resolve) => setImmediate(resolve));
  expect(log).toEqual(['asks', 'asks', 'asks', 'steals', 'steals']);
  const held = await Promise.all([first, second, third].map((lock) => lock.isStillHeld()));
  expect(held).toEqual([false, false, true]);
});
