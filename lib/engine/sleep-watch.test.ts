import { expect, test } from 'vitest';
import { createSleepWatch } from './sleep-watch.ts';

/** A clock that stands still, with the timers that were set. */
function createBench() {
  const timers = new Set<() => void>();
  const bench = { nowMs: 1_000_000, woken: 0, timers };
  const watch = createSleepWatch(
    {
      nowMs: () => bench.nowMs,
      random: () => 0,
      schedule: (_ms, callback) => {
        timers.add(callback);
        return () => void timers.delete(callback);
      },
    },
    () => {
      bench.woken += 1;
    },
  );
  const fire = () => {
    const [timer] = timers;
    if (timer === undefined) throw new Error('no timer is set');
    timers.delete(timer);
    timer();
  };
  return { bench, watch, fire };
}

test('looks that come in time, or a little late, are no sleep', () => {
  const { bench, watch, fire } = createBench();
  watch.expect(true);
  for (const lateMs of [0, 5_000, 25_000]) {
    bench.nowMs += 10_000 + lateMs;
    fire();
  }
  expect(bench.woken).toBe(0);
});

test.each([
  ['of two hours', 2 * 3_600_000],
  ['of ten years, by the clock', 10 * 365 * 24 * 3_600_000],
])('N20 C2: a sleep %s is noticed once, at the next look or the first failure', (_title, sleptMs) => {
  for (const how of ['timer', 'failure']) {
    const { bench, watch, fire } = createBench();
    watch.expect(true);
    bench.nowMs += sleptMs;
    if (how === 'timer') fire();
    watch.look();
    watch.look();
    fire();
    expect(bench.woken).toBe(1);
  }
});

test('C2: a clock that is set back is no sleep', () => {
  const { bench, watch, fire } = createBench();
  watch.expect(true);
  bench.nowMs -= 3_600_000;
  fire();
  expect(bench.woken).toBe(0);
});

test('with nothing under way nobody looks, and time that passes is no sleep', () => {
  const { bench, watch } = createBench();
  watch.expect(true);
  watch.expect(false);
  expect(bench.timers.size).toBe(0);
  bench.nowMs += 3_600_000;
  watch.look();
  watch.expect(true);
  watch.look();
  expect(bench.woken).toBe(0);
});
