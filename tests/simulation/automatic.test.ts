import { expect, test } from 'vitest';
import type { UploadOptions } from '../../lib/core/upload-options.ts';
import { seededRandom } from './seeded-random.ts';
import type { ServerUpload } from './simulated-server.ts';
import { judge, runToEnd } from './verdict.ts';
import { createWorld, type World, type WorldOptions } from './world.ts';

const MIB = 1024 ** 2;
const automatic: Partial<UploadOptions> = { partSize: 'automatic', maxConcurrentUploads: 'automatic' };

const linkOf = (options: Partial<WorldOptions>): World =>
  createWorld({ random: seededRandom(7), options: automatic, ...options });

/** Uploads a file of so many parts of 5 MiB. */
async function upload(world: World, name: string, partCount = 20): Promise<ServerUpload> {
  const added = world.addFile(name, partCount);
  await runToEnd(world);
  const { lost, doubled, wrong } = judge(world, [{ id: await added, name }]);
  expect({ lost, doubled, wrong }).toEqual({ lost: [], doubled: [], wrong: [] });
  const stored = [...world.server.uploads.values()].find(({ fileName }) => fileName === name);
  if (stored === undefined) throw new Error(`${name} was never begun`);
  return stored;
}

const partSizeOf = ({ parts }: ServerUpload): number | undefined => parts.get(1)?.sizeBytes;

test('on a good link six parts are on the wire at once, and those of the next file are larger', async () => {
  const world = linkOf({ bytesPerMs: 10_000 });
  const first = await upload(world, 'first');
  expect(partSizeOf(first)).toBe(5 * MIB);
  expect(Math.max(...first.putsAtOnce)).toBe(6);
  expect(partSizeOf(await upload(world, 'second'))).toBe(18 * MIB);
});

test('on a slow link one part is on the wire, of the least size', async () => {
  const world = linkOf({ bytesPerMs: 100 });
  const first = await upload(world, 'first');
  expect(Math.max(...first.putsAtOnce)).toBe(5);
  expect(Math.max(...first.putsAtOnce.slice(-8))).toBe(1);
  expect(partSizeOf(await upload(world, 'second'))).toBe(5 * MIB);
});

test('a link that breaks one part of three gets fewer at once than a whole one', async () => {
  const bytesPerMs = 5000;
  const broken = await upload(linkOf({ bytesPerMs, faultRate: 0.35 }), 'broken', 60);
  const whole = await upload(linkOf({ bytesPerMs }), 'whole', 60);
  const mean = ({ putsAtOnce }: ServerUpload) =>
    putsAtOnce.reduce((sum, count) => sum + count, 0) / putsAtOnce.length;
  expect(mean(whole)).toBeGreaterThan(4.5);
  expect(mean(broken)).toBeLessThan(4);
});

test('the numbers of a person are obeyed, whatever the link shows', async () => {
  for (const bytesPerMs of [100, 10_000]) {
    const world = linkOf({ bytesPerMs, options: { partSize: 7 * MIB, maxConcurrentUploads: 2 } });
    for (const name of ['first', 'second']) {
      const stored = await upload(world, name);
      expect(partSizeOf(stored)).toBe(7 * MIB);
      expect(Math.max(...stored.putsAtOnce)).toBe(2);
    }
  }
});

test('of twenty parts at once six go to one server, as the options say', async () => {
  const world = linkOf({ bytesPerMs: 1000, options: { maxConcurrentUploads: 20 } });
  expect(Math.max(...(await upload(world, 'many', 40)).putsAtOnce)).toBe(6);
});

test('under a bandwidth limit no part is longer than a second of it', async () => {
  const world = linkOf({ bytesPerMs: 10_000, bandwidthLimit: 8 * MIB });
  await upload(world, 'first');
  expect(partSizeOf(await upload(world, 'second'))).toBe(8 * MIB);
});
