import { browser } from 'wxt/browser';
import type { HistoryLimits } from '../engine/ports.ts';
import type { HistorySettings } from '../protocol/history-settings.ts';
import { throttle } from './throttle.ts';

const ALARM = 'clean-history';
const DAY_MINUTES = 24 * 60;
const DAY_MS = DAY_MINUTES * 60_000;
/** Of many uploads that end together, each would look through the list. */
const SELDOM_MS = 1_000;

/** @returns undefined where there is no limit */
export function limitsOf({ mostJobs, keepDays }: HistorySettings, nowMs: number): HistoryLimits | undefined {
  if (mostJobs === null && keepDays === null) return undefined;
  return {
    ...(mostJobs !== null && { mostJobs }),
    ...(keepDays !== null && { keptSinceMs: nowMs - keepDays * DAY_MS }),
  };
}

/**
 * Keeps the history within its limits: whenever it is told to look, and every day as long as days are one of them.
 * Registers its listener at once, as a worker must.
 * @param clean waits until the jobs are known
 */
export function createHistoryCleaner(
  settings: () => Promise<HistorySettings>,
  clean: (limits: HistoryLimits) => Promise<unknown>,
): { look(): void } {
  let isArmed: boolean | undefined;

  async function arm(isWanted: boolean): Promise<void> {
    if (isWanted === isArmed) return;
    isArmed = isWanted;
    if (!isWanted) await browser.alarms.clear(ALARM);
    // One that is set anew at each start of a worker would never go off.
    else if ((await browser.alarms.get(ALARM)) === undefined) {
      await browser.alarms.create(ALARM, { periodInMinutes: DAY_MINUTES });
    }
  }

  const look = throttle(async () => {
    const wanted = await settings();
    await arm(wanted.keepDays !== null);
    const limits = limitsOf(wanted, Date.now());
    if (limits !== undefined) await clean(limits);
  }, SELDOM_MS);

  browser.alarms.onAlarm.addListener(({ name }) => {
    if (name === ALARM) look();
  });
  return { look };
}
