import type { World } from './world.ts';

/** Lets the time of a world pass until something is so; rejects when nothing more would happen. */
export async function until(world: World, isSo: () => boolean): Promise<void> {
  for (;;) {
    // What waits for no time happens first, or the clock would be set after the end of a wait.
    await new Promise((resolve) => setImmediate(resolve));
    if (isSo()) return;
    if (!(await world.clock.advance())) throw new Error('nothing more happens');
  }
}
