import { expect, test } from 'vitest';
import { seededRandom } from './seeded-random.ts';
import type { Passage } from './simulated-server.ts';
import { until } from './until.ts';
import { createWorld, type World } from './world.ts';

const MIB = 1024 ** 2;
const WINDOW_MS = 10_000;

const worldWith = (bandwidthLimit: number): World =>
  createWorld({ random: seededRandom(7), bytesPerMs: 20_000, bandwidthLimit });

const bytes = (passages: readonly Passage[]): number =>
  passages.reduce((sum, { sizeBytes }) => sum + sizeBytes, 0);

/** What leaves in the ten seconds from a moment; a fraction less, since times are sums of fractions. */
const bytesFrom = ({ server }: World, fromMs: number): number =>
  bytes(server.passages.filter(({ leftMs }) => leftMs >= fromMs && leftMs < fromMs + WINDOW_MS - 0.01));

/** The most that leaves in any ten seconds. */
const mostBytes = (world: World): number =>
  Math.max(...world.server.passages.map(({ leftMs }) => bytesFrom(world, leftMs)));

const isStored = (world: World) => () => world.views().every(({ state }) => state === 'succeeded');

test.each([2_000, 5_000, 20_000])(
  'over ten seconds the limit is kept within a tenth, also after a stall of %d ms',
  async (stallMs) => {
    const limit = 5 * MIB;
    const world = worldWith(limit);
    const { clock, weather, server } = world;
    await world.addFile('a', 40);
    await world.addFile('b', 40);
    await until(world, () => server.passages.length >= 20);
    const fromMs = clock.nowMs();
    weather.stall = clock.wait(stallMs).then(() => {
      delete weather.stall;
    });
    await until(world, isStored(world));
    expect(mostBytes(world)).toBeLessThanOrEqual(limit * 11);
    const endMs = fromMs + stallMs + WINDOW_MS;
    expect(bytesFrom(world, endMs)).toBeGreaterThanOrEqual(limit * 9);
  },
);

test.each([250_000, 1_000_000, 4_000_000])(
  'at %d bytes a second files go in chunks, and the limit is kept within a tenth over ten seconds',
  async (limit) => {
    const world = worldWith(limit);
    await world.addFile('a', 12);
    await world.addFile('b', 12);
    await until(world, () => world.server.passages.length >= 5);
    const fromMs = world.clock.nowMs();
    await until(world, isStored(world));
    expect(mostBytes(world)).toBeLessThanOrEqual(limit * 11);
    expect(bytesFrom(world, fromMs)).toBeGreaterThanOrEqual(limit * 9);
  },
);

test.each([undefined, 8_000_000])('at %s bytes a second a file goes in whole parts', async (limit) => {
  const world = createWorld({
    random: seededRandom(7),
    ...(limit !== undefined && { bandwidthLimit: limit }),
  });
  await world.addFile('a', 5);
  await until(world, isStored(world));
  expect(world.server.passages).toHaveLength(5);
  expect([...world.server.uploads.values()].map(({ chunks }) => chunks)).toEqual([[]]);
});
