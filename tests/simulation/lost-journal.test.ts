import { expect, test } from 'vitest';
import type { JobId } from '../../lib/core/job.ts';
import { seededRandom } from './seeded-random.ts';
import { judge, runToEnd } from './verdict.ts';
import { createWorld, type World } from './world.ts';

interface Added {
  readonly id: JobId;
  readonly name: string;
}

/** A file that is stored, and one of nine parts of which some are stored. */
async function inTheMiddle() {
  const world = createWorld({ random: seededRandom(5) });
  const added: Added[] = [];
  const add = (name: string, partCount: number) =>
    void world.addFile(name, partCount).then((id) => added.push({ id, name }));
  add('history', 1);
  await runToEnd(world);
  add('large', 9);
  while ((viewOf(world, 'large')?.storedParts ?? 0) < 4) await world.clock.advance();
  return { world, added };
}

const viewOf = (world: World, name: string) => world.views().find((view) => view.name === name);

/** Until the job of nine parts is in one of these states, or waits for one of these. */
async function until(world: World, ...names: readonly string[]): Promise<string> {
  for (let canGoOn = true; ; canGoOn = await world.clock.advance()) {
    const { state = '', waiting } = viewOf(world, 'large') ?? {};
    const name = waiting?.reason ?? state;
    if (names.includes(name)) return name;
    if (!canGoOn) throw new Error(`it stays ${name}`);
  }
}

/** The disk is full, and loses all that it keeps when it is written to. */
async function loseAll(world: World): Promise<void> {
  Object.assign(world.disk, { isFull: true, isFragile: true });
  expect(await until(world, 'disk', 'failed')).toBe('disk');
  expect([world.disk.losses, world.disk.jobs.size]).toEqual([1, 0]);
}

test('Q2 F5: a journal that a full disk loses in the middle of an upload is whole again when there is room', async () => {
  const { world, added } = await inTheMiddle();
  await loseAll(world);
  // Nothing is lost of what is shown; it is a pause.
  expect(world.views().map(({ name, state }) => [name, state])).toEqual([
    ['history', 'succeeded'],
    ['large', 'waiting'],
  ]);
  Object.assign(world.disk, { isFull: false, isFragile: false });
  expect(await until(world, 'file', 'failed', 'succeeded')).toBe('succeeded');
  expect(judge(world, added)).toMatchObject({ lost: [], doubled: [], wrong: [] });
  // What was stored before is not sent again, but for what was on the wire.
  expect([...world.server.uploads.values()].at(-1)?.puts.length).toBeLessThanOrEqual(9 + 4);
});

test('Q2: what was written again is there for the next process, which asks for the file whose copy is gone', async () => {
  const { world, added } = await inTheMiddle();
  await loseAll(world);
  Object.assign(world.disk, { isFull: false, isFragile: false });
  while (world.disk.jobs.size < 2) await world.clock.advance();
  world.kill();
  expect(await until(world, 'file', 'failed', 'succeeded')).toBe('file');
  expect(viewOf(world, 'large')?.storedParts).toBeGreaterThanOrEqual(4);
  for (const { id } of added) world.attachFile(id);
  await runToEnd(world);
  expect(judge(world, added)).toMatchObject({ lost: [], doubled: [], wrong: [] });
});
