import { expect, test } from 'vitest';
import type { LiveJob } from '../core/live-job.ts';
import { noProgress, type PartProgress, returnAll, storePart, takePart } from '../core/part-progress.ts';
import { sampleJob } from './testing/sample-job.ts';
import { createWireProgress } from './wire-progress.ts';

const PART = 5_000_000;
const part = (partNumber: number) => ({ partNumber, dueMs: 0, failures: 0 });
const taken = [1, 2].reduce((parts, number) => takePart(parts, part(number)), noProgress);

function live(parts: PartProgress, change: Partial<LiveJob['job']> = {}): LiveJob {
  const job = { ...sampleJob(), sizeBytes: 2 * PART, state: { name: 'uploading' }, ...change } as const;
  return { job, parts, failuresBefore: 0, polls: 0 };
}

test('what is stored and what is on the wire is sent, and a part is not counted twice when it is stored', () => {
  const progress = createWireProgress();
  progress.note(live(taken), 1, 3_000_000, 100);
  progress.note(live(taken), 2, 1_000_000, 200);
  expect(progress.read(live(taken), 200)).toEqual({ sentBytes: 4_000_000 });
  const stored = storePart(taken, 1, PART);
  progress.observe(live(stored), 300);
  expect(progress.read(live(stored), 300)).toEqual({ sentBytes: 6_000_000 });
});

test('parts that come back take nothing away from what is shown; a restart does', () => {
  const progress = createWireProgress();
  progress.note(live(taken), 1, 4_000_000, 100);
  const back = live(returnAll(taken));
  progress.observe(back, 200);
  expect(progress.read(back, 200).sentBytes).toBe(4_000_000);
  const anew = live(noProgress, { restarts: 1 });
  progress.observe(anew, 300);
  expect(progress.read(anew, 300).sentBytes).toBe(0);
});

test('what a part had on the wire before it came back counts no more when it is sent again', () => {
  const progress = createWireProgress();
  progress.note(live(taken), 1, 3_000_000, 100);
  progress.observe(live(returnAll(taken)), 200);
  progress.observe(live(taken), 300);
  progress.note(live(taken), 2, 1_000_000, 400);
  expect(progress.read(live(taken), 400).sentBytes).toBe(3_000_000);

  progress.observe(live(noProgress, { restarts: 1 }), 500);
  const anew = live(taken, { restarts: 1 });
  progress.observe(anew, 600);
  expect(progress.read(anew, 600).sentBytes).toBe(0);
});

test('all bytes are shown as sent only once the upload has succeeded', () => {
  const progress = createWireProgress();
  const stored = storePart(storePart(taken, 1, PART), 2, PART);
  for (const name of ['uploading', 'completing'] as const) {
    progress.observe(live(stored, { state: { name } }), 100);
    expect(progress.read(live(stored, { state: { name } }), 100).sentBytes).toBe(2 * PART - 1);
  }
  const file = { handle: 'h', url: 'https://cdn.example/h' };
  const succeeded = live(stored, { state: { name: 'succeeded', file, elapsedMs: 1 } });
  expect(progress.read(succeeded, 100)).toEqual({ sentBytes: 2 * PART });
});

test('speed and time left are told while bytes move, and not in a pause or after it until they move again', () => {
  const progress = createWireProgress();
  progress.observe(live(taken), 0);
  progress.note(live(taken), 1, 2_000_000, 2_000);
  expect(progress.read(live(taken), 2_000)).toEqual({
    sentBytes: 2_000_000,
    bytesPerSecond: 1_000_000,
    secondsLeft: 8,
  });
  const paused = live(returnAll(taken), { state: { name: 'paused', resumeAt: 'queued' } });
  progress.observe(paused, 3_000);
  expect(progress.read(paused, 3_000)).toEqual({ sentBytes: 2_000_000 });
  progress.observe(live(taken), 60_000);
  expect(progress.read(live(taken), 62_000)).toEqual({ sentBytes: 2_000_000 });
});
