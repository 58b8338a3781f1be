import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createChecksum } from './checksum-algorithm.ts';
import { createCrcCombiner } from './combine-crc.ts';

async function crc(algorithm: 'crc32' | 'crc32c' | 'crc64nvme', bytes: Uint8Array): Promise<bigint> {
  const running = await createChecksum(algorithm);
  running.update(bytes);
  return BigInt(`0x${running.digest().toString('hex')}`);
}

describe.each(['crc32', 'crc32c', 'crc64nvme'] as const)('%s', (algorithm) => {
  it('of two parts combined is that of the whole', async () => {
    const combine = createCrcCombiner(algorithm);
    await fc.assert(
      fc.asyncProperty(
        fc.uint8Array({ maxLength: 300 }),
        fc.uint8Array({ maxLength: 300 }),
        async (first, second) => {
          const whole = await crc(algorithm, Buffer.concat([first, second]));
          const combined = combine(await crc(algorithm, first), await crc(algorithm, second), second.length);
          expect(combined).toBe(whole);
        },
      ),
      { numRuns: 40 },
    );
  });

  it('begins at zero, so that parts can be summed up', async () => {
    const only = await crc(algorithm, Buffer.from('only'));
    expect(createCrcCombiner(algorithm)(0n, only, 4)).toBe(only);
  });
});
