import { loadSettings, onSettingsChanged } from './settings-store.ts';

/** The bandwidth limit of the settings, at hand for whoever can't wait for them. */
export interface BandwidthLimit {
  /** Bytes a second; undefined for no limit. */
  now(): number | undefined;
  /** Resolves when it has been read for the first time. */
  readonly known: Promise<void>;
}

/** Listens from now on. @param onChange called after each change of the settings, when the limit is known again */
export function watchBandwidthLimit(onChange: () => void): BandwidthLimit {
  let limit: number | undefined;
  async function read(): Promise<void> {
    limit = (await loadSettings()).bandwidthLimit ?? undefined;
  }
  onSettingsChanged(() => void read().then(onChange));
  return { now: () => limit, known: read() };
}
