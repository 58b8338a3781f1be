import { expect, test } from 'vitest';
import { MIB } from './bench.ts';
import type { Step } from './history.ts';
import { useScene } from './scene.ts';

const scene = useScene();
const controlSteps: readonly Step[] = ['start', 'upload', 'complete'];
/** A control call carries a few hundred bytes and is given up after 30 s. */
const CONTROL_LIMIT_MS = 30_000;

test('N5 N8: control calls that are never answered, or byte by byte, are left after 30 s and asked again', async () => {
  const faults = [{ kind: 'black-hole' }, { kind: 'trickle', bytesPerSecond: 5 }] as const;
  const files = [];
  for (const step of controlSteps) {
    for (const fault of faults) {
      const name = `n5 ${step} ${fault.kind}.bin`;
      scene.proxy.inject({ match: { step, file: name }, times: 1, do: fault });
      files.push({ step, file: await scene.choose(name, 100) });
    }
  }
  await Promise.all(
    files.map(async ({ step, file }) => {
      await file.isStored(120_000);
      const [first, second] = file.calls(step);
      expect([file.name, first?.end]).toEqual([file.name, 'client-left']);
      expect((second?.beganMs ?? 0) - (first?.beganMs ?? 0)).toBeLessThan(CONTROL_LIMIT_MS + 10_000);
    }),
  );
});

test('N6 N17: on a line that has become slow no part is given up, and the file arrives whole', async () => {
  const slowTo = (bytesPerSecond: number): void => {
    scene.proxy.reset();
    scene.proxy.inject({ match: { step: 'put' }, do: { kind: 'throttle', bytesPerSecond } });
  };
  // Parts much larger than what the buffers of this machine swallow at once.
  await scene.bench.configure({ upload: { timeout: 5000, partSize: 16 * MIB } });
  slowTo(8_000_000);
  await (await scene.choose('n17 before.bin', 33 * MIB)).isStored();
  slowTo(800_000);
  const file = await scene.choose('n17.bin', 81 * MIB);
  await file.isStored(180_000);
  expect(file.calls('put')).toHaveLength(6);
});

test('N1 N15: an upload that could not reach the API goes on by itself within a minute of its return', async () => {
  await scene.bench.configure({
    upload: { retryOptions: { retries: 1, factor: 1, minTimeout: 50, maxTimeout: 50 } },
  });
  await scene.proxy.refuseConnections();
  const file = await scene.choose('n15.bin', 6 * MIB);
  await file.row.waitsFor('offline');
  await scene.proxy.acceptConnections();
  await scene.page.close();
  const waitedFrom = Date.now();
  await scene.proxy.history.until(
    () => file.calls('complete').some(({ serverStatus }) => serverStatus === 200),
    'the upload without a page',
    60_000,
  );
  expect(Date.now() - waitedFrom).toBeLessThan(60_000);
  await scene.again(file, await scene.reopen()).isStored();
});
