import fc from 'fast-check';
import { expect, test } from 'vitest';
import { isOver, type JobId, type JobState, mainDestination, removalOf, type UploadJob } from './job.ts';
import type { JobEvent } from './job-event.ts';
import { step } from './job-machine.ts';
import { type LiveJob, nextWakeMs } from './live-job.ts';
import { noProgress } from './part-progress.ts';
import { REMOVAL_UNDO_MS } from './removal.ts';
import { defaultUploadOptions } from './upload-options.ts';

const startMs = 1_000_000;
const file = { handle: 'h', url: 'https://cdn.example/h' };
const error = { code: 'auth', message: 'm', details: {} } as const;
const succeeded: Extract<JobState, { name: 'succeeded' }> = { name: 'succeeded', file, elapsedMs: 1 };

const job: UploadJob = {
  id: 'job' as JobId,
  ...{ name: 'a.bin', sizeBytes: 1, mimetype: 'text/plain', createdAtMs: startMs, source: 'staged' },
  destination: mainDestination,
  store: { location: 's3' },
  options: defaultUploadOptions,
  state: succeeded,
  ...{ retries: 0, restarts: 0, failures: 0, completeAsks: 1, rung: 0 },
};
const stored: LiveJob = { job, parts: noProgress, failuresBefore: 0, polls: 0 };

/** The state after these events, each at its time. */
function after(...events: readonly (readonly [JobEvent | JobEvent['type'], number?])[]): LiveJob {
  return events.reduce<LiveJob>((live, [event, atMs = startMs]) => {
    return step(live, typeof event === 'string' ? eventOf(event) : event, atMs, 0).live;
  }, stored);
}

const plainEvents = ['removal-requested', 'removal-undo-requested', 'timer-fired', 'file-removed'] as const;
function eventOf(type: JobEvent['type']): JobEvent {
  const plain = plainEvents.find((one) => one === type);
  if (plain !== undefined) return { type: plain };
  return type === 'worker-woke' ? { type, hasBytes: false } : { type: 'removal-failed', error };
}

const dueMs = startMs + REMOVAL_UNDO_MS;

test('what is to be deleted is so after ten seconds, and then is over again', () => {
  const waiting = after(['removal-requested']);
  expect(removalOf(waiting.job.state)).toEqual({ stage: 'scheduled', untilMs: dueMs });
  expect(isOver(waiting.job.state)).toBe(false);
  expect(nextWakeMs(waiting, startMs)).toBe(dueMs);
  expect(step(waiting, { type: 'timer-fired' }, dueMs - 1, 0).effects).toEqual([]);
  const due = step(waiting, { type: 'timer-fired' }, dueMs, 0);
  expect(due.effects).toEqual([{ type: 'save-job' }, { type: 'remove-file', file }]);
  const gone = step(due.live, { type: 'file-removed' }, dueMs + 5, 0).live;
  expect(removalOf(gone.job.state)).toEqual({ stage: 'done', atMs: dueMs + 5 });
  expect(isOver(gone.job.state)).toBe(true);
});

test('what is undone in time is as if nobody had asked', () => {
  expect(after(['removal-requested'], ['removal-undo-requested', dueMs - 1]).job).toEqual(job);
  const tooLate = after(['removal-requested'], ['timer-fired', dueMs], ['removal-undo-requested', dueMs]);
  expect(removalOf(tooLate.job.state)).toEqual({ stage: 'under-way' });
});

test('a refusal is kept, and another wish asks again at once', () => {
  const refused = after(['removal-requested'], ['timer-fired', dueMs], ['removal-failed', dueMs]);
  expect(removalOf(refused.job.state)).toEqual({ stage: 'failed', error });
  expect(isOver(refused.job.state)).toBe(true);
  expect(step(refused, { type: 'removal-requested' }, dueMs, 0).effects).toContainEqual({
    type: 'remove-file',
    file,
  });
});

test('a clock that was set back does not keep a file for longer', () => {
  const waiting = after(['removal-requested']);
  expect(nextWakeMs(waiting, startMs - 86_400_000)).toBe(startMs - 86_400_000);
});

test('under any order of events nothing is deleted that nobody asked for or that was undone, and nothing is forgotten', () => {
  const types = [...plainEvents, 'removal-failed', 'worker-woke'] as const;
  const moves = fc.array(fc.tuple(fc.constantFrom(...types), fc.integer({ min: 0, max: REMOVAL_UNDO_MS })), {
    maxLength: 30,
  });
  fc.assert(
    fc.property(moves, (made) => {
      let live = stored;
      let nowMs = startMs;
      let askedMs: number | undefined;
      let wasRefused = false;
      for (const [type, passedMs] of made) {
        nowMs += passedMs;
        const before = removalOf(live.job.state);
        const { live: next, effects } = step(live, eventOf(type), nowMs, 0);
        const stage = removalOf(next.job.state)?.stage;
        if (type === 'removal-requested' && before === undefined) askedMs = nowMs;
        if (stage === undefined) askedMs = undefined;
        if (stage === 'failed') wasRefused = true;
        if (effects.some((effect) => effect.type === 'remove-file')) {
          expect(stage).toBe('under-way');
          expect(wasRefused || (askedMs !== undefined && nowMs >= askedMs + REMOVAL_UNDO_MS)).toBe(true);
        }
        if (next.job !== live.job) expect(effects[0]).toEqual({ type: 'save-job' });
        if (stage === 'scheduled') expect(nextWakeMs(next, nowMs)).toBeDefined();
        if (stage === 'under-way') {
          const woken = step(next, { type: 'worker-woke', hasBytes: false }, nowMs, 0);
          expect(woken.effects).toEqual([{ type: 'remove-file', file }]);
        }
        if (before?.stage === 'done') expect(next.job).toEqual(live.job);
        live = next;
      }
    }),
  );
});
