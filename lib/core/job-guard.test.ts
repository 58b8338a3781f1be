import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type JobId, mainDestination, type UploadJob } from './job.ts';
import type { JobEvent } from './job-event.ts';
import { step } from './job-machine.ts';
import { type LiveJob, nextWakeMs } from './live-job.ts';
import { planParts } from './part-plan.ts';
import { noProgress } from './part-progress.ts';
import { defaultUploadOptions } from './upload-options.ts';

const plan = planParts(11);
const startMs = 1_000_000;
const undoUntilMs = startMs + 3_000;

const job: UploadJob = {
  id: 'job' as JobId,
  name: 'a.bin',
  sizeBytes: 11,
  mimetype: 'text/plain',
  createdAtMs: startMs,
  destination: mainDestination,
  store: { location: 's3' },
  options: defaultUploadOptions,
  guard: { undoUntilMs },
  source: 'staged',
  state: { name: 'staging' },
  retries: 0,
  restarts: 0,
  failures: 0,
  completeAsks: 0,
  rung: 0,
};
const fresh: LiveJob = { job, parts: noProgress, failuresBefore: 0, polls: 0 };
const staged: JobEvent = { type: 'blob-staged', source: 'staged', mimetype: 'text/plain', plan };
const at = (live: LiveJob, nowMs: number, ...events: readonly JobEvent[]) =>
  events.reduce((current, event) => step(current, event, nowMs, 0).live, live);

test('a new upload can be undone until its moment is over, counted from the choice and not from the copy', () => {
  const held = at(fresh, startMs + 1_000, staged);
  expect(held.job.state).toEqual({
    name: 'waiting',
    reason: 'undo',
    untilMs: undoUntilMs,
    resumeAt: 'staging',
  });
  expect(nextWakeMs(held, startMs + 1_000)).toBe(undoUntilMs);
  expect(at(held, undoUntilMs - 1, { type: 'timer-fired' })).toEqual(held);
  expect(at(held, undoUntilMs, { type: 'timer-fired' }).job.state).toEqual({ name: 'queued' });
  // A copy that took longer than that has given the moment already.
  expect(at(fresh, undoUntilMs, staged).job.state).toEqual({ name: 'queued' });
  const { guard: _guard, ...unguarded } = job;
  expect(at({ ...fresh, job: unguarded }, startMs, staged).job.state).toEqual({ name: 'queued' });
});

test('an upload that is undone ends without a request', () => {
  const held = at(fresh, startMs, staged);
  const { live, effects } = step(held, { type: 'cancel-requested' }, startMs, 0);
  expect(live.job.session).toBeUndefined();
  expect(effects.map(({ type }) => type)).not.toContain('start-upload');
  const undone = step(live, { type: 'abort-finished' }, startMs, 0);
  expect(undone.live.job.state).toEqual({ name: 'cancelled' });
  expect(undone.effects).toContainEqual({ type: 'release-blob' });
});

test('“Now” ends the moment', () => {
  const held = at(fresh, startMs, staged);
  expect(at(held, startMs, { type: 'retry-requested' }).job.state).toEqual({ name: 'queued' });
});

test('what turns out larger than is uploaded unasked waits for a yes, and no event but that lets it go', () => {
  const asking = (confirmOverBytes: number) =>
    at({ ...fresh, job: { ...job, guard: { confirmOverBytes } } }, startMs, staged);
  expect(asking(plan.fileSizeBytes).job.state).toEqual({ name: 'queued' });
  const held = asking(plan.fileSizeBytes - 1);
  expect(held.job.state).toEqual({ name: 'waiting', reason: 'confirm', resumeAt: 'staging' });
  expect(nextWakeMs(held, startMs)).toBeUndefined();
  // What could not be saved is asked for again, and not taken for a yes.
  const error = { code: 'storage', message: 'm', details: {} } as const;
  expect(at(held, startMs, { type: 'save-failed', error })).toEqual(held);
  expect(at(held, startMs, { type: 'retry-requested' }).job.state).toEqual({ name: 'queued' });
});

test('L1: the moment outlives the process, and is asked for again with a copy that was lost', () => {
  const held = at(fresh, startMs, staged);
  expect(at(held, startMs + 1, { type: 'worker-woke', hasBytes: true })).toEqual(held);
  const lost = at(held, startMs + 1, { type: 'worker-woke', hasBytes: false });
  expect(lost.job.state).toEqual({ name: 'waiting', reason: 'file', resumeAt: 'staging' });
  const given = step(lost, { type: 'file-attached', isProven: true }, startMs + 2, 0);
  expect(given.effects).toContainEqual({ type: 'stage-file' });
  expect(at(given.live, startMs + 3, staged).job.state).toEqual(held.job.state);
  expect(at(given.live, undoUntilMs, staged).job.state).toEqual({ name: 'queued' });
});

test('C2: a clock that was set back holds no upload for longer than the longest moment', () => {
  const held = at(fresh, startMs, staged);
  const monthMs = 30 * 24 * 3_600_000;
  expect(at(held, startMs - monthMs, { type: 'timer-fired' }).job.state).toEqual({ name: 'queued' });
});

/** All that can happen without a person who wants it. */
const unwanted = fc.oneof(
  fc.record({ type: fc.constant('worker-woke' as const), hasBytes: fc.boolean() }),
  fc.record({
    type: fc.constantFrom('save-failed' as const, 'staging-failed' as const),
    error: fc.record({
      code: fc.constantFrom('storage' as const, 'timeout' as const, 'source-gone' as const),
      message: fc.constant('m'),
      details: fc.constantFrom({ step: 'stage' }, { step: 'read' }, { step: 'attach' }),
    }),
  }),
  fc.constantFrom<JobEvent>(
    staged,
    { type: 'slot-granted' },
    { type: 'timer-fired' },
    { type: 'went-offline' },
    { type: 'went-online' },
    { type: 'settings-changed' },
    { type: 'permission-granted' },
    { type: 'file-attached', isProven: true },
    { type: 'file-attached', isProven: false },
    { type: 'pause-requested' },
    { type: 'abort-finished' },
  ),
);

test('whatever happens, nothing is sent before the moment is over, or without the yes that is asked for', () => {
  fc.assert(
    fc.property(
      fc.array(fc.tuple(unwanted, fc.integer({ min: 0, max: 59_999 })), { maxLength: 40, size: 'max' }),
      (events) => {
        for (const guard of [{ undoUntilMs: startMs + 60_000 }, { confirmOverBytes: 10 }]) {
          let live: LiveJob = { ...fresh, job: { ...job, guard } };
          for (const [event, ms] of events) {
            const next = step(live, event, startMs + ms, 0.5);
            expect(next.effects.map(({ type }) => type)).not.toContain('start-upload');
            live = next.live;
          }
        }
      },
    ),
    { numRuns: 2_000 },
  );
});
