import { expect, test } from 'vitest';
import { partRange, planParts } from '../core/part-plan.ts';
import { createPartReaders } from './part-readers.ts';
import type { Clock } from './ports.ts';
import { READ_LIMIT_MS } from './read-source.ts';

const SIZE = 5 * 1024 ** 2;
const range = partRange(planParts(SIZE, SIZE), 1);
const { signal } = new AbortController();

/** Time that passes when it is told to. */
function createTestClock() {
  const timers = new Map<() => void, number>();
  const clock: Clock = {
    nowMs: () => 0,
    random: () => 0,
    schedule(ms, callback) {
      timers.set(callback, ms);
      return () => void timers.delete(callback);
    },
  };
  return { clock, timers };
}

/** A file of the browser: its name and size stand, while what reading it gives may change. */
function fileReading(read: () => Promise<ArrayBuffer>): Blob {
  const blob = new Blob([new Uint8Array(SIZE)]);
  return Object.assign(blob, {
    slice: () => Object.assign(new Blob([new Uint8Array(SIZE)]), { arrayBuffer: read }),
  });
}

const filledWith = (value: number) => new Uint8Array(SIZE).fill(value).buffer;

test('FC2: of a live file the very bytes that were hashed are the body, whatever the file becomes', async () => {
  const { clock } = createTestClock();
  let value = 1;
  const reader = createPartReaders(clock).live(
    fileReading(async () => filledWith(value)),
    'checked',
  );
  const { body, digest } = await reader.read(range, signal);
  value = 2;
  expect(body).toEqual(filledWith(1));
  const again = await createPartReaders(clock)
    .live(
      fileReading(async () => filledWith(1)),
      'checked',
    )
    .read(range, signal);
  expect(digest).toEqual(again.digest);
});

test('FC4: a part that reads as other bytes than before is never sent again', async () => {
  const { clock } = createTestClock();
  let value = 1;
  const reader = createPartReaders(clock).live(
    fileReading(async () => filledWith(value)),
    'checked',
  );
  await reader.read(range, signal);
  await reader.read(range, signal);
  value = 2;
  await expect(reader.read(range, signal)).rejects.toMatchObject({
    code: 'source-gone',
    details: { step: 'read', source: 'changed' },
  });
});

test('FC4: a part whose chunks were read while the file changed is never committed as the one or the other', async () => {
  const { clock } = createTestClock();
  const bytes = new Uint8Array(SIZE).fill(1);
  const blob = Object.assign(new Blob([bytes]), {
    slice: (start: number, end: number) => new Blob([bytes.subarray(start, end)]),
  });
  const reader = createPartReaders(clock).live(blob, 'checked');
  const half = SIZE / 2;
  const halves = [
    { ...range, endByte: half, sizeBytes: half },
    { ...range, startByte: half, sizeBytes: half },
  ];
  for (const chunk of halves) await reader.read(chunk, signal);
  await expect(reader.read(range, signal)).resolves.toMatchObject({ digest: {} });
  bytes[half] = 2;
  const changed = { code: 'source-gone', details: { source: 'changed' } };
  await expect(reader.read(range, signal)).rejects.toMatchObject(changed);
  const other = createPartReaders(clock).live(blob, 'checked');
  await other.read({ ...range, endByte: half, sizeBytes: half }, signal);
  bytes[0] = 2;
  await expect(other.read(range, signal)).rejects.toMatchObject(changed);
});

test.each([
  ['NotReadableError', 'unreadable'],
  ['NotFoundError', 'deleted'],
  ['SecurityError', 'unreadable'],
])('FC5: a read that ends in %s says that the file is %s', async (name, source) => {
  const { clock } = createTestClock();
  const blob = fileReading(() => Promise.reject(new DOMException('no', name)));
  const { live, check } = createPartReaders(clock);
  const failure = { code: 'source-gone', details: { step: 'read', source } };
  await expect(live(blob, 'checked').read(range, signal)).rejects.toMatchObject(failure);
  await expect(check(blob)).rejects.toMatchObject(failure);
});

test('FC9: a read that hangs is left after two minutes, and may be tried again', async () => {
  const { clock, timers } = createTestClock();
  let isHanging = true;
  const read = () => (isHanging ? new Promise<never>(() => undefined) : Promise.resolve(filledWith(1)));
  const reader = createPartReaders(clock).live(fileReading(read), 'checked');
  const reading = reader.read(range, signal);
  expect([...timers.values()]).toEqual([READ_LIMIT_MS]);
  expect(READ_LIMIT_MS).toBe(120_000);
  for (const fire of [...timers.keys()]) {
    timers.delete(fire);
    fire();
  }
  await expect(reading).rejects.toMatchObject({ code: 'timeout', details: { step: 'read' } });
  isHanging = false;
  await expect(reader.read(range, signal)).resolves.toMatchObject({ body: filledWith(1) });
  await new Promise((resolve) => setImmediate(resolve));
  expect(timers.size).toBe(0);
});

test('parts of one copy are hashed one after the other, and one that is not wanted any more is left out', async () => {
  const { clock } = createTestClock();
  let underWay = 0;
  let most = 0;
  let begun = 0;
  const watched = () => {
    const bytes = new Uint8Array(1024);
    return Object.defineProperty(new Blob([bytes]), 'stream', {
      value() {
        underWay += 1;
        begun += 1;
        most = Math.max(most, underWay);
        return new ReadableStream({
          type: 'bytes',
          async pull(controller) {
            await Promise.resolve();
            underWay -= 1;
            controller.enqueue(bytes);
          },
        });
      },
    });
  };
  const blob = Object.assign(new Blob([new Uint8Array(SIZE)]), { slice: watched });
  const reader = createPartReaders(clock).staged(blob, 'checked');
  const unwanted = AbortSignal.abort(new Error('unwanted'));
  const reads = [reader.read(range, signal), reader.read(range, unwanted), reader.read(range, signal)];
  const outcomes = await Promise.allSettled(reads);
  expect(outcomes.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled']);
  expect({ most, begun }).toEqual({ most: 1, begun: 2 });
});
