import { expect, test } from 'vitest';
import { until } from './until.ts';
import { createWorld } from './world.ts';

test.each([
  ['at the start', 0],
  ['between parts', 3],
])(
  'N14: requests that fail just before the browser says that the network is gone cost no retry, %s',
  async (_title, stored) => {
    const retryOptions = { retries: 0, factor: 2, minTimeout: 1_000, maxTimeout: 60_000 };
    const world = createWorld({ random: () => 0.5, options: { retryOptions } });
    const view = () => world.views()[0];
    await world.addFile('offline.bin', 12);
    await until(world, () => (view()?.storedParts ?? 0) >= stored);
    world.server.isDown = true;
    await until(world, () => world.server.counts.faults > 0);
    world.clock.schedule(200, () => world.setOnline(false));
    await until(world, () => view()?.waiting?.reason === 'offline');
    world.server.isDown = false;
    world.setOnline(true);
    await until(world, () => view()?.state === 'succeeded');
    expect(view()?.retries).toBe(0);
    expect([...world.server.uploads.values()].map(({ completions }) => completions)).toEqual([1]);
  },
);
