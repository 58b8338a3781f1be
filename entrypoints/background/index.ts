import { defineBackground } from 'wxt/utils/define-background';
import { defaultSlotLimits } from '../../lib/core/scheduler.ts';
import { createEngine, type WorldEvent } from '../../lib/engine/engine.ts';
import { partReaders } from '../../lib/engine/part-readers.ts';
import { showBadge } from '../../lib/platform/badge.ts';
import { createBlobStore } from '../../lib/platform/blob-store.ts';
import { connectDatabase } from '../../lib/platform/database.ts';
import { createFetchTransport } from '../../lib/platform/fetch-transport.ts';
import { createHistoryMark } from '../../lib/platform/history-mark.ts';
import { createJournal } from '../../lib/platform/journal.ts';
import { createLifetime } from '../../lib/platform/lifetime.ts';
import { becomeOwner } from '../../lib/platform/owner-lock.ts';
import { loadSettings, onSettingsChanged, protectStorage } from '../../lib/platform/settings-store.ts';
import { createSnapshotPorts } from '../../lib/platform/snapshot-ports.ts';
import { systemClock } from '../../lib/platform/system-clock.ts';
import { jobIdSchema } from '../../lib/protocol/job-record.ts';
import { parse } from '../../lib/protocol/parse.ts';
import { listenForImageClicks } from './context-menu.ts';
import { destinationFromSettings } from './destination-from-settings.ts';
import { listenForRequests } from './requests.ts';
import { listenToTheWorld } from './world.ts';

/** How long after a failed recovery the next one is tried. */
const RECOVERY_RETRY_MS = 60_000;

// Every listener is registered synchronously: a worker that is woken for an event hears it only then. Whatever wakes it
// (a start of the browser, an installation, an alarm, a message), it recovers its jobs.
export default defineBackground(() => {
  const history = createHistoryMark();
  const connection = connectDatabase(
    undefined,
    () => void history.begun().then((isLoss) => isLoss && pages.publish()),
  );
  const lifetime = createLifetime();
  const engine = createEngine({
    journal: createJournal(connection),
    blobs: createBlobStore(connection),
    readers: partReaders,
    transport: createFetchTransport(),
    clock: systemClock,
    limits: defaultSlotLimits,
    newJobId: () => parse(jobIdSchema, crypto.randomUUID(), 'a new id'),
    destinationFor: destinationFromSettings,
    isOnline: () => navigator.onLine,
    onChange() {
      pages.publish();
      const views = engine.views();
      void showBadge(views);
      if (views.length > 0) void history.kept().catch(() => undefined);
    },
    onOutlook: lifetime.expect,
    onEnd: () => undefined,
  });

  const recovered = becomeOwner()
    .then(protectStorage)
    .then(() => engine.recover());
  // A journal that can't be opened now, as on a full disk, is tried again by the next process.
  recovered.catch(() => lifetime.expect({ isBusy: false, nextWakeMs: Date.now() + RECOVERY_RETRY_MS }));
  const pages = createSnapshotPorts(snapshot);

  async function snapshot(revision: number) {
    const { quarantined, isReadOnly } = await recovered;
    const { apiKey } = await loadSettings();
    const isHistoryCleared = await history.isCleared();
    const hasApiKey = apiKey !== '';
    const list = { jobs: [...engine.views()], hasOlder: engine.hasOlder() };
    return { revision, hasApiKey, quarantined, isReadOnly, isHistoryCleared, ...list };
  }

  async function historyLossSeen(): Promise<void> {
    await history.seen();
    pages.publish();
  }

  // What wakes the worker may be what its jobs wait for: they are told once they have been read.
  const tell = (event: WorldEvent) => void recovered.then(() => engine.tell(event));
  onSettingsChanged(() => {
    tell('settings-changed');
    pages.publish();
  });
  listenToTheWorld(tell);
  listenForRequests({ engine, recovered, snapshot, historyLossSeen });
  listenForImageClicks({ engine, recovered });
});
