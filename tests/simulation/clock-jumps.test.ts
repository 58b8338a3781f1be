import { expect, test } from 'vitest';
import { until } from './until.ts';
import { createWorld, type World } from './world.ts';

const HOUR_MS = 3_600_000;
const YEAR_MS = 365 * 24 * HOUR_MS;

/** Always the same number, by which a fault is always a stall. */
const stalls = () => 0.5;

const stateOf = (world: World) => world.views()[0]?.state;
const storedParts = (world: World) => world.views()[0]?.storedParts ?? 0;

/** Lets an upload come so far that some parts are stored and the others stall on their way. */
async function inTheMiddle(): Promise<World> {
  const world = createWorld({ random: stalls });
  await world.addFile('jump.bin', 12);
  await until(world, () => storedParts(world) >= 3);
  world.weather.faultRate = 1;
  await until(world, () => world.server.counts.faults >= 3);
  world.weather.faultRate = 0;
  return world;
}

async function endsWithin(world: World, ms: number): Promise<void> {
  const fromMs = world.clock.nowMs();
  await until(world, () => stateOf(world) === 'succeeded');
  expect(world.clock.nowMs() - fromMs).toBeLessThan(ms);
  const [upload, ...others] = world.server.uploads.values();
  expect(others).toEqual([]);
  expect(upload?.completions).toBe(1);
  expect(upload?.parts.size).toBe(12);
}

test.each([
  ['N20: after two hours of sleep', 2 * HOUR_MS],
  ['C2: when the clock is set ten years forward', 10 * YEAR_MS],
  ['C2: when the clock is set an hour forward', HOUR_MS],
])('%s an upload goes on with new requests at once, and no failure is counted', async (_title, jumpMs) => {
  const world = await inTheMiddle();
  world.clock.jump(jumpMs);
  await endsWithin(world, 20_000);
  expect(world.views()[0]?.retries).toBe(0);
});

test.each([
  ['an hour', HOUR_MS],
  ['ten years', 10 * YEAR_MS],
])(
  'C2: when the clock is set back by %s in the middle of parts an upload goes on',
  async (_title, jumpMs) => {
    const world = await inTheMiddle();
    world.clock.jump(-jumpMs);
    await endsWithin(world, 90_000);
  },
);

test.each([
  ['ten years back', -10 * YEAR_MS],
  ['an hour back', -HOUR_MS],
  ['ten years forward', 10 * YEAR_MS],
])(
  'C2: when the clock is set %s during a wait, it ends no later than it would have',
  async (_title, jumpMs) => {
    const world = createWorld({ random: stalls });
    world.server.isDown = true;
    await world.addFile('wait.bin', 12);
    await until(world, () => world.views()[0]?.waiting?.reason === 'offline');
    world.server.isDown = false;
    world.clock.jump(jumpMs);
    await endsWithin(world, 40_000);
  },
);

test('C2: a clock that was set back while the browser was closed keeps nobody waiting', async () => {
  const world = createWorld({ random: stalls });
  world.server.isDown = true;
  await world.addFile('wait.bin', 12);
  await until(world, () => world.views()[0]?.waiting?.reason === 'offline');
  world.server.isDown = false;
  world.kill();
  world.clock.jump(-10 * YEAR_MS);
  await endsWithin(world, 60_000);
});
