import { browser } from 'wxt/browser';
import type { Outlook } from '../engine/engine-ports.ts';

/** A worker is ended 30 s after its last event, even with requests under way; calling an extension API is one. */
const KEEP_ALIVE_MS = 20_000;
/** Waits longer than this are left to an alarm, and the worker may end meanwhile. */
const LONGEST_AWAKE_WAIT_MS = 25_000;
/** The shortest time an alarm has. */
const ALARM_MINUTES = 0.5;
const ALARM = 'wake-up';

/**
 * Keeps the background alive while work is outstanding, and only then; sees to it that it is woken when work is due,
 * or when it was killed in the middle of it. Waking is enough: a woken background recovers its jobs anyway.
 * To be called synchronously when the background starts, since an alarm without a listener wakes nobody.
 */
export function createLifetime(): { expect(outlook: Outlook): void } {
  let keepAlive: ReturnType<typeof setInterval> | undefined;
  let armed = '';
  browser.alarms.onAlarm.addListener(() => undefined);

  function stayAwake(isNeeded: boolean): void {
    if (!isNeeded) {
      clearInterval(keepAlive);
      keepAlive = undefined;
    } else keepAlive ??= setInterval(() => void browser.runtime.getPlatformInfo(), KEEP_ALIVE_MS);
  }

  /** Alarms are set only when they change: each call is an event that prolongs the worker's life. */
  function arm(alarm: { readonly periodInMinutes: number } | { readonly when: number } | undefined): void {
    const wanted = JSON.stringify(alarm ?? null);
    if (wanted === armed) return;
    armed = wanted;
    void (alarm === undefined ? browser.alarms.clear(ALARM) : browser.alarms.create(ALARM, alarm));
  }

  return {
    expect({ isBusy, nextWakeMs }) {
      const waitMs = nextWakeMs === undefined ? Number.POSITIVE_INFINITY : nextWakeMs - Date.now();
      const isSoon = isBusy || waitMs <= LONGEST_AWAKE_WAIT_MS;
      stayAwake(isSoon);
      if (isSoon) arm({ periodInMinutes: ALARM_MINUTES });
      else arm(nextWakeMs === undefined ? undefined : { when: nextWakeMs });
    },
  };
}
