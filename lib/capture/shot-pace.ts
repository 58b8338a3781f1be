import type { Clock } from '../engine/ports.ts';
import { pause } from './wanted.ts';

/**
 * Chromium takes two pictures of tabs a second for one extension
 * (`tabs.MAX_CAPTURE_VISIBLE_TAB_CALLS_PER_SECOND`), and refuses more.
 */
const SHOTS_AT_ONCE = 2;
/** A second, and what the clocks of two processes may differ by. */
const WINDOW_MS = 1_100;
/** It counts what others of us have taken too: then it is asked again. */
const MAX_TRIES = 5;

/** Takes a picture when it may be taken: at once where that is so, which lets a click show what it was on. */
export type ShotPace = <T>(take: () => Promise<T>, signal: AbortSignal) => Promise<T>;

export function createShotPace(clock: Pick<Clock, 'nowMs' | 'schedule'>): ShotPace {
  let turns: readonly number[] = [];

  /** @returns how long to wait until then */
  function nextTurn(): number {
    const nowMs = clock.nowMs();
    // What lies in the future more than that is of a clock that was set back.
    turns = turns.filter((ms) => ms < nowMs + 60_000);
    const [first] = turns.slice(-SHOTS_AT_ONCE);
    const isFull = turns.length >= SHOTS_AT_ONCE && first !== undefined;
    const turnMs = isFull ? Math.max(nowMs, first + WINDOW_MS) : nowMs;
    turns = [...turns, turnMs].slice(-SHOTS_AT_ONCE);
    return turnMs - nowMs;
  }

  return async (take, signal) => {
    for (let tries = 1; ; tries++) {
      const waitMs = nextTurn();
      if (waitMs > 0) await pause(waitMs, clock, signal);
      try {
        return await take();
      } catch (thrown) {
        if (tries === MAX_TRIES || !isTooOften(thrown)) throw thrown;
      }
    }
  };
}

function isTooOften(thrown: unknown): boolean {
  return thrown instanceof Error && thrown.message.includes('MAX_CAPTURE_VISIBLE_TAB_CALLS_PER_SECOND');
}
