import { defineBackground } from 'wxt/utils/define-background';
import { defaultSlotLimits } from '../../lib/core/scheduler.ts';
import { createEngine } from '../../lib/engine/engine.ts';
import { partReaders } from '../../lib/engine/part-readers.ts';
import { showBadge } from '../../lib/platform/badge.ts';
import { createBlobStore } from '../../lib/platform/blob-store.ts';
import { connectDatabase } from '../../lib/platform/database.ts';
import { createFetchTransport } from '../../lib/platform/fetch-transport.ts';
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

// Every listener is registered synchronously: a worker that is woken for an event hears it only then. Whatever wakes it
// (a start of the browser, an installation, an alarm, a message), it recovers its jobs.
export default defineBackground(() => {
  const connection = connectDatabase();
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
      void showBadge(engine.views());
    },
    onOutlook: lifetime.expect,
    onEnd: () => undefined,
  });

  const recovered = becomeOwner()
    .then(protectStorage)
    .then(() => engine.recover());
  const pages = createSnapshotPorts(snapshot);

  async function snapshot(revision: number) {
    const { quarantined, isReadOnly } = await recovered;
    const { apiKey } = await loadSettings();
    return { revision, hasApiKey: apiKey !== '', quarantined, isReadOnly, jobs: [...engine.views()] };
  }

  onSettingsChanged(() => {
    engine.tell('settings-changed');
    pages.publish();
  });
  listenToTheWorld(engine);
  listenForRequests({ engine, recovered, snapshot });
  listenForImageClicks({ engine, recovered });
});
