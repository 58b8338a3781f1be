import { browser } from 'wxt/browser';

const NAME = 'wake-up';

/**
 * Wakes the background every 30 s, the shortest time an alarm has, while work is outstanding: should the worker be
 * killed, it goes on by itself. Waking is all it does, since a woken background recovers its jobs anyway.
 */
export const wakeUpAlarm = {
  async set(): Promise<void> {
    await browser.alarms.create(NAME, { periodInMinutes: 0.5 });
  },
  async clear(): Promise<void> {
    await browser.alarms.clear(NAME);
  },
  /** To be called synchronously when the background starts; without a listener the alarm wakes nobody. */
  listen(): void {
    browser.alarms.onAlarm.addListener(() => undefined);
  },
};
