import type { Settings } from '../protocol/settings.ts';
import { loadSettings, onSettingsChanged } from './settings-store.ts';

/** The settings, read from storage again only when they have changed: each part asks for them. */
export interface SettingsWatch {
  /** Rejects when they can't be read; the next call tries again. */
  latest(): Promise<Settings>;
  /** Those that were read last, for whoever can't wait; undefined before the first. */
  lastRead(): Settings | undefined;
}

/** Listens from now on. @param onChange called after each change, when the new ones have been read */
export function watchSettings(onChange: () => void): SettingsWatch {
  let reading: Promise<Settings> | undefined;
  let last: Settings | undefined;

  function latest(): Promise<Settings> {
    if (reading !== undefined) return reading;
    const mine = loadSettings();
    reading = mine;
    mine.then(
      (settings) => {
        if (reading === mine) last = settings;
      },
      () => {
        if (reading === mine) reading = undefined;
      },
    );
    return mine;
  }

  onSettingsChanged(() => {
    reading = undefined;
    void latest().then(onChange, () => undefined);
  });
  return { latest, lastRead: () => last };
}
