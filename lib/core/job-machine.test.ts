import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type JobId, type JobStateName, jobStateNames, mainDestination, type UploadJob } from './job.ts';
import type { JobEffect, JobEvent } from './job-event.ts';
import { step } from './job-machine.ts';
import { firstLinkPace } from './link-pace.ts';
import { type LiveJob, nextWakeMs, requestsInFlight, type Step, wantsSlot } from './live-job.ts';
import { MIN_PART_SIZE_BYTES, partRange, planParts } from './part-plan.ts';
import { isComplete, noProgress } from './part-progress.ts';
import { MAX_RETRY_AFTER_MS } from './retry-policy.ts';
import { PARTS_PREPARED_AHEAD } from './scheduler.ts';
import { errorCodes } from './upload-error.ts';
import { defaultUploadOptions } from './upload-options.ts';

const plan = planParts(2 * MIN_PART_SIZE_BYTES + 1);
const session = { uri: 'u', uploadId: 'i', region: 'r', locationUrl: 'https://api.example' };
const file = { handle: 'h', url: 'https://cdn.example/h' };
const startMs = 1_000_000;

const newJob: UploadJob = {
  id: 'job' as JobId,
  name: 'a.bin',
  sizeBytes: plan.fileSizeBytes,
  mimetype: 'application/octet-stream',
  createdAtMs: startMs,
  destination: mainDestination,
  store: { location: 's3' },
  options: defaultUploadOptions,
  source: 'staged',
  state: { name: 'staging' },
  retries: 0,
  restarts: 0,
  failures: 0,
  completeAsks: 0,
  rung: 0,
};
const newLive: LiveJob = { job: newJob, parts: noProgress, failuresBefore: 0, polls: 0 };

const partNumber = fc.integer({ min: 1, max: plan.partCount });
const error = fc.record({
  code: fc.constantFrom(...errorCodes),
  message: fc.constant('m'),
  details: fc.oneof(
    fc.constant({}),
    fc.record({ retryAfterMs: fc.integer({ min: 0, max: 2 * MAX_RETRY_AFTER_MS }) }),
  ),
});
const storedPart = partNumber.map((n) => ({
  partNumber: n,
  sizeBytes: partRange(plan, n).sizeBytes,
  md5: 'm',
  etag: 'e',
}));

/** Any event at any time, also such as no reasonable world would send. */
const anyEvent: fc.Arbitrary<JobEvent> = fc.oneof(
  fc.record({ type: fc.constant('part-stored' as const), part: storedPart }),
  fc.record({ type: fc.constant('part-failed' as const), partNumber, error }),
  fc.record({
    type: fc.constantFrom(
      'staging-failed',
      'start-failed',
      'complete-failed',
      'verify-failed',
      'save-failed',
    ),
    error,
  }),
  fc.record({ type: fc.constant('worker-woke' as const), hasBytes: fc.boolean() }),
  fc.constantFrom<JobEvent>(
    { type: 'blob-staged', source: 'staged', mimetype: 'text/plain', plan },
    { type: 'upload-started', session },
    { type: 'upload-completed', file },
    { type: 'slot-granted' },
    { type: 'complete-accepted' },
    { type: 'verified' },
    { type: 'abort-finished' },
    { type: 'timer-fired' },
    { type: 'went-offline' },
    { type: 'went-online' },
    { type: 'settings-changed' },
    { type: 'permission-granted' },
    { type: 'file-attached', isProven: true },
    { type: 'file-attached', isProven: false },
    { type: 'pause-requested' },
    { type: 'resume-requested' },
    { type: 'cancel-requested' },
    { type: 'retry-requested' },
  ),
);

/** What a good world would answer to an effect. */
function goodAnswer(effect: JobEffect): JobEvent | undefined {
  switch (effect.type) {
    case 'stage-file':
      return { type: 'blob-staged', source: 'staged', mimetype: 'text/plain', plan };
    case 'start-upload':
      return { type: 'upload-started', session };
    case 'upload-part': {
      const { sizeBytes } = partRange(plan, effect.partNumber);
      return { type: 'part-stored', part: { partNumber: effect.partNumber, sizeBytes, md5: 'm', etag: 'e' } };
    }
    case 'complete-upload':
      return { type: 'upload-completed', file };
    case 'verify':
      return { type: 'verified' };
    case 'abort-upload':
      return { type: 'abort-finished' };
    default:
      return undefined;
  }
}

/** A move of the world: a reasonable one, or anything. */
const move = fc.oneof(
  { weight: 7, arbitrary: fc.constant('reasonable' as const) },
  { weight: 1, arbitrary: anyEvent },
);

const isOver = ({ job: { state } }: LiveJob) =>
  state.name === 'succeeded' || state.name === 'cancelled' || (state.name === 'failed' && !state.canRetry);

/** States that go on by an effect under way, which a restart of the process begins again. */
const running: ReadonlySet<JobStateName> = new Set([
  'staging',
  'starting',
  'completing',
  'verifying',
  'cancelling',
]);

function expectWakeable(live: LiveJob, nowMs: number): void {
  const { state } = live.job;
  if (isOver(live) || running.has(state.name) || state.name === 'paused') return;
  if (state.name === 'waiting' && state.untilMs === undefined) {
    expect(['credentials', 'permission', 'file']).toContain(state.reason);
    return;
  }
  const isAwake = wantsSlot(live, firstLinkPace, nowMs) || requestsInFlight(live) > 0;
  expect(isAwake || nextWakeMs(live, nowMs) !== undefined).toBe(true);
}

function expectSound(before: LiveJob, event: JobEvent, { live: after, effects }: Step, nowMs: number): void {
  const types = effects.map(({ type }) => type);
  // A change of state is committed, and nothing that can't be undone comes before the commit.
  if (before.job.state.name !== after.job.state.name) expect(types).toContain('save-job');
  const outward = types.findIndex((type) =>
    ['start-upload', 'complete-upload', 'abort-upload', 'notify'].includes(type),
  );
  if (types.includes('save-job') && outward >= 0) expect(types.indexOf('save-job')).toBeLessThan(outward);
  // I4: complete is asked only with every part stored and the sizes adding up.
  if (types.includes('complete-upload')) {
    expect(isComplete(after.parts, plan)).toBe(true);
    expect(after.job.completeAskedAtMs).toBeDefined();
  }
  // I2: the plan never changes once frozen.
  if (before.job.plan !== undefined) expect(after.job.plan).toEqual(before.job.plan);
  // I18: progress falls only on a restart, and when nobody can tell whether a file that was given again is the same.
  if (after.parts.storedBytes < before.parts.storedBytes) {
    const isOwnWish = event.type === 'file-attached' && !event.isProven;
    expect(after.job.restarts).toBe(before.job.restarts + (isOwnWish ? 0 : 1));
    expect(after.job.session).toBeUndefined();
  }
  expect(after.parts.storedParts).toBeLessThanOrEqual(plan.partCount);
  // I14, I28: no more requests than allowed, each part once.
  const inFlight = after.parts.inFlight.map((part) => part.partNumber);
  expect(new Set(inFlight).size).toBe(inFlight.length);
  expect(inFlight.length).toBeLessThanOrEqual(
    defaultUploadOptions.maxConcurrentUploads + PARTS_PREPARED_AHEAD,
  );
  // I6: success has its evidence.
  if (after.job.state.name === 'succeeded') expect(before.job.state.name).toMatch(/verifying|succeeded/);
  // A final state has nothing under way.
  if (isOver(after)) expect(inFlight).toEqual([]);
  // I15: what is waited for comes within 15 minutes, unless the server asked for more.
  const wakeMs = after.job.state.name === 'waiting' ? after.job.state.untilMs : undefined;
  if (wakeMs !== undefined) expect(wakeMs - nowMs).toBeLessThanOrEqual(2 * MAX_RETRY_AFTER_MS);
  expectWakeable(after, nowMs);
}

test('I2 I4 I6 I14 I15 I18: the machine stays sound under any order of events', () => {
  const seen = new Set<JobStateName>();
  fc.assert(
    fc.property(
      fc.array(
        fc.tuple(move, fc.integer({ min: 0, max: 400_000 }), fc.double({ min: 0, max: 0.99, noNaN: true })),
        { maxLength: 60, size: 'max' },
      ),
      (moves) => {
        let live = newLive;
        let nowMs = startMs;
        let outstanding: JobEffect[] = [{ type: 'stage-file' }];
        for (const [what, passedMs, random] of moves) {
          nowMs += passedMs;
          const effect = outstanding.at(-1);
          const answer = effect === undefined ? undefined : goodAnswer(effect);
          const reasonable: JobEvent = wantsSlot(live, firstLinkPace, nowMs)
            ? { type: 'slot-granted' }
            : (answer ?? { type: 'timer-fired' });
          const event = what === 'reasonable' ? reasonable : what;
          if (event === answer) outstanding = outstanding.slice(0, -1);
          const taken = step(live, event, nowMs, random);
          const { live: after, effects } = taken;
          expectSound(live, event, taken, nowMs);
          if (isOver(live)) expect(after.job).toEqual(live.job);
          if (effects.some(({ type }) => type === 'cancel-in-flight')) outstanding = [];
          outstanding.push(...effects.filter((next) => goodAnswer(next) !== undefined));
          live = after;
          seen.add(live.job.state.name);
        }
      },
    ),
    { numRuns: 500 },
  );
  // Every state was reached, so that the property speaks of all of them.
  expect([...jobStateNames].filter((name) => !seen.has(name))).toEqual([]);
});

/** Runs a job by good answers until a state is reached. */
function bring(to: JobStateName): LiveJob {
  let live = newLive;
  let outstanding: readonly JobEffect[] = [{ type: 'stage-file' }];
  for (let turn = 0; turn < 50 && live.job.state.name !== to; turn++) {
    const effect = outstanding.at(-1);
    const event: JobEvent = wantsSlot(live, firstLinkPace, startMs)
      ? { type: 'slot-granted' }
      : ((effect && goodAnswer(effect)) ?? { type: 'timer-fired' });
    if (event.type !== 'slot-granted') outstanding = outstanding.slice(0, -1);
    const next = step(live, event, startMs, 0);
    outstanding = [...outstanding, ...next.effects.filter((made) => goodAnswer(made) !== undefined)];
    live = next.live;
  }
  expect(live.job.state.name).toBe(to);
  return live;
}

const after = (live: LiveJob, ...events: readonly JobEvent[]) =>
  events.reduce((current, event) => step(current, event, startMs, 0).live, live);
const failure = (code: (typeof errorCodes)[number], details = {}) => ({ code, message: 'm', details });

test('a job goes through its states in order', () => {
  for (const name of [
    'staging',
    'queued',
    'starting',
    'uploading',
    'completing',
    'verifying',
    'succeeded',
  ] as const)
    bring(name);
});

test('U13: cancelling while complete is under way keeps the file if it was stored, and tells so', () => {
  const cancelling = after(bring('completing'), { type: 'cancel-requested' });
  expect(cancelling.job.state).toEqual({ name: 'cancelling' });
  expect(after(cancelling, { type: 'upload-completed', file }, { type: 'verified' }).job.state.name).toBe(
    'succeeded',
  );
  const refused: JobEvent = { type: 'complete-failed', error: failure('rejected') };
  expect(after(cancelling, refused, { type: 'abort-finished' }).job.state.name).toBe('cancelled');
});

test('A19: an upload that is unknown after complete was asked is never silently begun anew', () => {
  const lost: JobEvent = { type: 'complete-failed', error: failure('upload-gone') };
  const unanswered: JobEvent = { type: 'complete-failed', error: failure('network') };
  const again = after(bring('completing'), unanswered, { type: 'retry-requested' });
  const { state } = after(again, lost).job;
  expect(state).toMatchObject({ name: 'failed', canRetry: true, error: { details: { mayBeStored: true } } });
});

test('S14: an upload that the server has dropped is begun anew once', () => {
  const dropped: JobEvent = { type: 'part-failed', partNumber: 1, error: failure('upload-gone') };
  const restarted = after(bring('uploading'), { type: 'slot-granted' }, dropped);
  expect(restarted.job).toMatchObject({ state: { name: 'queued' }, restarts: 1 });
  expect(restarted.job.session).toBeUndefined();
  const again = after(
    restarted,
    { type: 'slot-granted' },
    { type: 'upload-started', session },
    { type: 'slot-granted' },
    dropped,
  );
  expect(again.job.state).toMatchObject({ name: 'failed', canRetry: true });
});

test('C3: a skewed clock is corrected twice and then said', () => {
  let live = after(bring('uploading'), { type: 'slot-granted' });
  const skewed: JobEvent = { type: 'part-failed', partNumber: 1, error: failure('clock-skew') };
  for (let correction = 0; correction < 2; correction++) {
    live = after(live, skewed);
    expect(live.job.state.name).toBe('uploading');
    live = after(live, { type: 'slot-granted' });
    // The part that failed goes first, at once.
    expect(live.parts.inFlight.at(-1)?.partNumber).toBe(1);
  }
  expect(after(live, skewed).job.state).toMatchObject({ name: 'failed', error: { code: 'clock-skew' } });
});

test('A18: 202 is polled for 15 minutes with growing waits, then on the ladder, and not for ever', () => {
  let live = bring('completing');
  let nowMs = startMs;
  let polls = 0;
  while (live.job.state.name === 'completing') {
    live = step(live, { type: 'complete-accepted' }, nowMs, 0.5).live;
    if (live.job.state.name !== 'waiting') break;
    polls += 1;
    nowMs = live.job.state.untilMs ?? nowMs;
    live = step(live, { type: 'timer-fired' }, nowMs, 0.5).live;
  }
  expect(live.job.state).toMatchObject({
    name: 'failed',
    canRetry: true,
    error: { details: { mayBeStored: true } },
  });
  expect(nowMs - startMs).toBeGreaterThanOrEqual(24 * 3600_000);
  expect(polls).toBeLessThan(150);
});

test('N15 G7: a server that can’t be reached is asked about once a rung, for seven days', () => {
  let live = after(bring('uploading'), { type: 'slot-granted' });
  let nowMs = startMs;
  let requests = 0;
  const endMs = startMs + 24 * 3600_000;
  while (nowMs < endMs || live.job.state.name !== 'waiting') {
    const [part] = live.parts.inFlight;
    if (part !== undefined) {
      requests += 1;
      const { partNumber: n } = part;
      live = step(live, { type: 'part-failed', partNumber: n, error: failure('network') }, nowMs, 0).live;
    } else if (wantsSlot(live, firstLinkPace, nowMs))
      live = step(live, { type: 'slot-granted' }, nowMs, 0).live;
    else {
      nowMs = nextWakeMs(live, nowMs) ?? endMs;
      live = step(live, { type: 'timer-fired' }, nowMs, 0).live;
    }
  }
  expect(live.job.state).toMatchObject({ name: 'waiting', reason: 'offline' });
  expect(requests).toBeLessThan(160);
  const weekLater = step(
    after(live, { type: 'timer-fired' }),
    { type: 'timer-fired' },
    startMs + 8 * 24 * 3600_000,
    0,
  ).live;
  const probing = step(weekLater, { type: 'slot-granted' }, startMs + 8 * 24 * 3600_000, 0).live;
  const [probe] = probing.parts.inFlight;
  const over = step(
    probing,
    { type: 'part-failed', partNumber: probe?.partNumber ?? 0, error: failure('network') },
    startMs + 8 * 24 * 3600_000,
    0,
  ).live;
  expect(over.job.state).toMatchObject({ name: 'failed', canRetry: true });
});

test('N13 N14: being offline consumes no attempt, and what was in flight goes first afterwards', () => {
  const live = after(
    bring('uploading'),
    { type: 'slot-granted' },
    { type: 'slot-granted' },
    { type: 'went-offline' },
  );
  expect(live.job).toMatchObject({
    state: { name: 'waiting', reason: 'offline', resumeAt: 'queued' },
    retries: 0,
  });
  expect(live.parts.returned.map((part) => [part.partNumber, part.failures])).toEqual([
    [1, 0],
    [2, 0],
  ]);
  const back = after(live, { type: 'went-online' }, { type: 'slot-granted' });
  expect(back.job.state.name).toBe('uploading');
  expect(back.parts.inFlight.map((part) => part.partNumber)).toEqual([1]);
});

test('Q2: what could not be saved has not happened, and the job waits for room on the disk', () => {
  const live = after(
    bring('uploading'),
    { type: 'slot-granted' },
    { type: 'save-failed', error: failure('storage') },
  );
  expect(live.job.state).toMatchObject({ name: 'waiting', reason: 'disk' });
  expect(live.parts).toMatchObject({ storedParts: 0, inFlight: [] });
});

test('I13: failures are counted since bytes of the job were last stored', () => {
  const fail: JobEvent = { type: 'part-failed', partNumber: 1, error: failure('server') };
  let live = after(bring('uploading'), { type: 'slot-granted' }, { type: 'slot-granted' }, fail);
  expect(live.parts.returned[0]?.failures).toBe(1);
  const stored: JobEvent = {
    type: 'part-stored',
    part: { partNumber: 2, sizeBytes: MIN_PART_SIZE_BYTES, md5: 'm', etag: 'e' },
  };
  live = after(live, stored);
  expect(live.parts.returned[0]?.failures).toBe(0);
});

test('commands may be repeated in any state and change nothing the second time', () => {
  for (const name of ['queued', 'starting', 'uploading', 'completing', 'succeeded'] as const) {
    for (const type of [
      'pause-requested',
      'resume-requested',
      'cancel-requested',
      'retry-requested',
    ] as const) {
      const once = after(bring(name), { type });
      expect(after(once, { type }).job).toEqual(once.job);
    }
  }
});

test('FC5 Q1: bytes that are gone or have changed are waited for, and what was stored is kept', () => {
  const sending = after(bring('uploading'), { type: 'slot-granted' });
  const gone = (step: string): JobEvent => ({
    type: 'part-failed',
    partNumber: 1,
    error: failure('source-gone', { step }),
  });
  expect(after(sending, gone('attach')).job.state).toMatchObject({ name: 'waiting', reason: 'file' });
  const changed = after(sending, gone('read'));
  expect(changed.job.state).toMatchObject({
    name: 'waiting',
    reason: 'file',
    error: { code: 'source-gone' },
  });
  expect(changed.job.session).toEqual(sending.job.session);
  // What the person is told outlives the process.
  expect(after(changed, { type: 'worker-woke', hasBytes: false }).job.state).toEqual(changed.job.state);
});

const firstStored: JobEvent = {
  type: 'part-stored',
  part: { partNumber: 1, sizeBytes: partRange(plan, 1).sizeBytes, etag: 'e' },
};

test('FC5: what is not proven to be the same file is sent from its beginning, under another upload id', () => {
  const sending = after(bring('uploading'), { type: 'slot-granted' }, firstStored);
  const gone = failure('source-gone', { step: 'attach' });
  const waiting = after(
    sending,
    { type: 'slot-granted' },
    { type: 'part-failed', partNumber: 2, error: gone },
  );
  expect(waiting.job.state).toMatchObject({ name: 'waiting', reason: 'file' });
  const proven = step(waiting, { type: 'file-attached', isProven: true }, startMs, 0);
  expect(proven.live).toMatchObject({ job: { state: { name: 'queued' }, session }, parts: waiting.parts });
  const anew = step(waiting, { type: 'file-attached', isProven: false }, startMs, 0);
  expect(anew.live).toMatchObject({
    job: { state: { name: 'queued' }, restarts: 0 },
    parts: { storedBytes: 0 },
  });
  expect(anew.live.job.session).toBeUndefined();
  expect(anew.effects.map(({ type }) => type)).toEqual(['cancel-in-flight', 'clear-parts', 'save-job']);
});

test('Q2: a waiting job that can’t be saved waits on, a little longer', () => {
  const waiting = after(bring('uploading'), { type: 'slot-granted' }, { type: 'went-offline' });
  const unsaved = after(waiting, { type: 'save-failed', error: failure('storage') });
  expect(unsaved.job.state).toMatchObject({ name: 'waiting', reason: 'disk', resumeAt: 'queued' });
  expect(nextWakeMs(unsaved, startMs)).toBeGreaterThan(startMs);
});

test('L1 A2: a restart of the process neither forgives failures nor cuts a wait short', () => {
  const retryAfterMs = 420_000;
  const failed: JobEvent = {
    type: 'part-failed',
    partNumber: 1,
    error: failure('throttled', { retryAfterMs }),
  };
  const { live, effects } = step(after(bring('uploading'), { type: 'slot-granted' }), failed, startMs, 0);
  expect(effects.map(({ type }) => type)).toContain('save-job');
  expect(live.job).toMatchObject({ failures: 1, notBeforeMs: startMs + retryAfterMs });
  const reborn: LiveJob = { ...newLive, job: live.job, failuresBefore: live.job.failures };
  const woken = step(reborn, { type: 'worker-woke', hasBytes: true }, startMs + 30_000, 0).live;
  expect(woken.job.state).toMatchObject({
    name: 'waiting',
    reason: 'backoff',
    untilMs: startMs + retryAfterMs,
  });
});

const webSource = {
  kind: 'picture' as const,
  url: 'https://cdn.example/a.png',
  pageUrl: 'https://site.example/',
};
const ofWeb: LiveJob = { ...newLive, job: { ...newJob, sizeBytes: 0, webSource } };
const ofPage: LiveJob = { ...newLive, job: { ...newJob, sizeBytes: 0 } };

test('L1: a picture of the web that the browser stopped us reading is asked for again; what only its page had is lost', () => {
  const woke: JobEvent = { type: 'worker-woke', hasBytes: false };
  const { live, effects } = step(ofWeb, woke, startMs, 0);
  expect(live.job).toMatchObject({ state: { name: 'staging' }, interruptions: 1 });
  expect(effects).toContainEqual({ type: 'stage-file' });
  const paused = after(ofWeb, { type: 'pause-requested' }, woke);
  expect(paused.job.state).toEqual({ name: 'paused', resumeAt: 'staging' });
  expect(step(paused, { type: 'resume-requested' }, startMs, 0).effects).toContainEqual({
    type: 'stage-file',
  });
  expect(after(ofPage, woke).job.state).toMatchObject({ name: 'failed', canRetry: false });
});

test('a picture that could not be had may be tried again as long as its address is known', () => {
  const gone: JobEvent = { type: 'staging-failed', error: failure('source-gone', { step: 'capture' }) };
  expect(after(ofPage, gone).job.state).toMatchObject({ name: 'failed', canRetry: false });
  const forbidden = { step: 'capture', capture: 'private-address' } as const;
  const refused: JobEvent = { type: 'staging-failed', error: failure('source-gone', forbidden) };
  expect(after(ofWeb, refused).job.state).toMatchObject({ name: 'failed', canRetry: false });
  const failed = after(ofWeb, gone);
  expect(failed.job.state).toMatchObject({ name: 'failed', canRetry: true });
  const again = step(failed, { type: 'retry-requested' }, startMs, 0);
  expect(again.live.job.state).toEqual({ name: 'staging' });
  expect(again.effects).toContainEqual({ type: 'stage-file' });
});

test('the address of a picture is forgotten once its file is stored, and kept beside a crop of the screen', () => {
  for (const note of [undefined, 'decoded', 'screen-crop'] as const) {
    const { state } = bring('verifying').job;
    const naming = { template: '{host}', page: { host: 'site.example', title: 'secret' } };
    const job = { ...ofWeb.job, naming, state, plan, ...(note !== undefined && { note }) };
    const stored = after({ ...ofWeb, job }, { type: 'verified' }).job;
    expect(stored.state.name).toBe('succeeded');
    expect(stored.webSource).toEqual(note === 'screen-crop' ? webSource : undefined);
    expect(stored.naming).toEqual(note === 'screen-crop' ? naming : { template: '{host}' });
  }
});

test('a disk that can’t be read while bytes come in is waited for, and nothing is lost', () => {
  const unread: JobEvent = { type: 'staging-failed', error: failure('storage', { step: 'save' }) };
  expect(after(newLive, unread).job.state).toMatchObject({ name: 'waiting', reason: 'disk' });
});
