import pLimit from 'p-limit';
import { defineBackground } from 'wxt/utils/define-background';
import { defaultRetryOptions } from '../../lib/core/retry-policy.ts';
import { createEngine } from '../../lib/engine/engine.ts';
import { showBadge } from '../../lib/platform/badge.ts';
import { createBlobStore } from '../../lib/platform/blob-store.ts';
import { openUploadsDatabase } from '../../lib/platform/database.ts';
import { createFetchTransport } from '../../lib/platform/fetch-transport.ts';
import { createJournal } from '../../lib/platform/journal.ts';
import { createKeepAlive } from '../../lib/platform/keep-alive.ts';
import { loadSettings, onSettingsChanged, protectStorage } from '../../lib/platform/settings-store.ts';
import { createSnapshotPorts } from '../../lib/platform/snapshot-ports.ts';
import { systemClock } from '../../lib/platform/system-clock.ts';
import { wakeUpAlarm } from '../../lib/platform/wake-up-alarm.ts';
import { jobIdSchema } from '../../lib/protocol/job-record.ts';
import { parse } from '../../lib/protocol/parse.ts';
import { listenForImageClicks } from './context-menu.ts';
import { destinationFromSettings } from './destination-from-settings.ts';
import { listenForRequests } from './requests.ts';

/** Parts at once: Filestack's `maxConcurrentUploads`, and one less than browsers open to a host over HTTP/1.1. */
const MAX_CONCURRENT_UPLOADS = 5;

// Every listener is registered synchronously: a worker that is woken for an event hears it only then.
export default defineBackground(() => {
  const database = openUploadsDatabase();
  const keepAlive = createKeepAlive();
  const engine = createEngine({
    journal: createJournal(database),
    blobs: createBlobStore(database),
    transport: createFetchTransport(),
    clock: systemClock,
    retryOptions: defaultRetryOptions,
    maxConcurrentUploads: MAX_CONCURRENT_UPLOADS,
    slots: pLimit(MAX_CONCURRENT_UPLOADS),
    newJobId: () => parse(jobIdSchema, crypto.randomUUID(), 'a new id'),
    destinationFor: destinationFromSettings,
    onChange() {
      pages.publish();
      void showBadge(engine.views());
    },
    onBusy(isBusy) {
      if (isBusy) keepAlive.start();
      else keepAlive.stop();
      void (isBusy ? wakeUpAlarm.set() : wakeUpAlarm.clear());
    },
  });

  const ready = protectStorage().then(() => engine.recover());
  const pages = createSnapshotPorts(snapshot);

  async function snapshot(revision: number) {
    await ready;
    const { apiKey } = await loadSettings();
    return { revision, hasApiKey: apiKey !== '', jobs: [...engine.views()] };
  }

  onSettingsChanged(() => pages.publish());
  wakeUpAlarm.listen();
  listenForRequests({ engine, ready, snapshot });
  listenForImageClicks({ engine, ready });
});
