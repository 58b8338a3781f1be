import { expect, test } from 'vitest';
import { createVirtualClock } from '../../tests/simulation/virtual-clock.ts';
import { UploadError } from '../core/upload-error.ts';
import { recoverPatiently } from './patient-recovery.ts';

/** A recovery that fails as long as the disk is full. */
function setUp() {
  const virtual = createVirtualClock(0);
  const world = { isFull: true, tries: [] as number[], waits: [] as number[] };
  const recovery = recoverPatiently(
    async () => {
      world.tries.push(virtual.nowMs() / 1000);
      if (world.isFull) throw new UploadError('storage', 'the disk is full');
      return { quarantined: 0, isReadOnly: false };
    },
    { ...virtual, random: () => 0 },
    (nextTryMs) => world.waits.push(nextTryMs / 1000),
  );
  return { virtual, world, recovery };
}

const recovered = { kind: 'recovered', state: { quarantined: 0, isReadOnly: false } };

test('L15 Q2: a journal that can’t be opened is tried again by the same process, with the waits of the ladder', async () => {
  const { virtual, world, recovery } = setUp();
  for (let count = 0; count < 6; count++) await virtual.advance();
  expect(world.tries).toEqual([0, 30, 90, 210, 510, 1410, 2310]);
  expect(world.waits.slice(0, 6)).toEqual([30, 90, 210, 510, 1410, 2310]);
  expect(await recovery.latest()).toMatchObject({ kind: 'failed', error: { code: 'storage' } });
  world.isFull = false;
  await virtual.advance();
  expect(await recovery.done).toEqual(recovered.state);
  expect(await recovery.latest()).toEqual(recovered);
  expect(await virtual.advance()).toBe(false);
});

test('Q2: who asks for something has it tried at once, and only once by all who ask together', async () => {
  const { virtual, world, recovery } = setUp();
  await recovery.latest();
  world.isFull = false;
  expect(await Promise.all([recovery.attempt(), recovery.attempt()])).toEqual([recovered, recovered]);
  expect(await recovery.attempt()).toEqual(recovered);
  expect(world.tries).toEqual([0, 0]);
  // The try that was arranged is called off.
  expect(await virtual.advance()).toBe(false);
});
