import { afterAll, beforeAll, expect, test } from 'vitest';
import { chooseFiles } from '../../scripts/uploads.ts';
import { expectStored, type Harness, startHarness, waitForEnd } from '../e2e/harness.ts';

let harness: Harness;

beforeAll(async () => {
  harness = await startHarness();
  await harness.configure();
});
afterAll(() => harness.close());

test('a file of 1 GiB is stored byte for byte in 205 parts', async () => {
  const path = await harness.makeFile('large.bin', 1024 ** 3);
  const popup = await harness.openPage('popup.html');
  await chooseFiles(popup, [path]);
  const job = await waitForEnd(popup, 'large.bin', 5 * 60_000);
  await expectStored(harness, job, path);
  expect(job.partCount).toBe(205);
}, 600_000);
