import { defineBackground } from 'wxt/utils/define-background';
import { treatPicture } from '../../lib/capture/treat-picture.ts';
import { defaultSlotLimits } from '../../lib/core/scheduler.ts';
import { sealPrototype } from '../../lib/core/seal-prototype.ts';
import { createEngine, type WorldEvent } from '../../lib/engine/engine.ts';
import { createFileAdder } from '../../lib/engine/file-adder.ts';
import { createPartReaders } from '../../lib/engine/part-readers.ts';
import { recoverPatiently } from '../../lib/engine/patient-recovery.ts';
import { createPreparer } from '../../lib/engine/prepare-file.ts';
import { termsOf } from '../../lib/engine/storage-terms.ts';
import { createBackgroundClipboard } from '../../lib/platform/background-clipboard.ts';
import { createBackgroundTransport } from '../../lib/platform/background-transport.ts';
import { createBadge } from '../../lib/platform/badge.ts';
import { createBlobStore } from '../../lib/platform/blob-store.ts';
import { connectDatabase } from '../../lib/platform/database.ts';
import { createHistoryCleaner } from '../../lib/platform/history-cleaner.ts';
import { createHistoryMark } from '../../lib/platform/history-mark.ts';
import { hostPermissions } from '../../lib/platform/host-permissions.ts';
import { createHostWishes } from '../../lib/platform/host-wishes.ts';
import { createJournal } from '../../lib/platform/journal.ts';
import { createLifetime } from '../../lib/platform/lifetime.ts';
import { createNotifier } from '../../lib/platform/notifier.ts';
import { offscreenDocument } from '../../lib/platform/offscreen-document.ts';
import { createLineToDesk } from '../../lib/platform/offscreen-line.ts';
import { openUploads } from '../../lib/platform/open-uploads.ts';
import { createOwnerLock } from '../../lib/platform/owner-lock.ts';
import { createOwnership } from '../../lib/platform/ownership.ts';
import { isInPrivateWindow } from '../../lib/platform/private-window.ts';
import { isPageSeen } from '../../lib/platform/seen-page.ts';
import { loadSettings, protectStorage } from '../../lib/platform/settings-store.ts';
import { watchSettings } from '../../lib/platform/settings-watch.ts';
import { createSnapshotPorts, lookIntervalMs } from '../../lib/platform/snapshot-ports.ts';
import { systemClock } from '../../lib/platform/system-clock.ts';
import { throttle } from '../../lib/platform/throttle.ts';
import { createThumbnailStore } from '../../lib/platform/thumbnail-store.ts';
import { createTicker } from '../../lib/platform/ticker.ts';
import { createToldEnds, createToldWaits } from '../../lib/platform/told-news.ts';
import { welcomeOnce } from '../../lib/platform/welcome-once.ts';
import { jobIdSchema } from '../../lib/protocol/job-record.ts';
import type { Snapshot } from '../../lib/protocol/messages.ts';
import { parse } from '../../lib/protocol/parse.ts';
import { viewOfProfile } from '../../lib/protocol/profile-view.ts';
import { badgeOf } from '../../lib/ui/badge-of.ts';
import { createLinkCopier } from '../../lib/ui/link-copier.ts';
import { createNewsTeller } from '../../lib/ui/news-teller.ts';
import { jobOfNotice } from '../../lib/ui/notice-of.ts';
import { destinationOf } from './destination-from-profile.ts';
import { readAgain } from './fetch-as-page.ts';
import { listenForCaptures } from './listen-for-captures.ts';
import { createPictureAdder } from './picked-captures.ts';
import { listenForRequests } from './requests.ts';
import { makeThumbnail } from './thumbnails.ts';
import { listenToTheWorld } from './world.ts';

/** While nothing moves, the speed that is shown falls all the same. */
const REFRESH_MS = 1_000;
/** What happens within this time is told in one notification. */
const TOLD_TOGETHER_MS = 1_000;

// Every listener is registered synchronously: a worker that is woken for an event hears it only then. Whatever wakes it
// (a start of the browser, an installation, an alarm, a message), it recovers its jobs.
export default defineBackground(() => {
  sealPrototype();
  const history = createHistoryMark();
  const connection = connectDatabase(
    undefined,
    () => void history.begun().then((isLoss) => isLoss && pages.publish()),
  );
  const lifetime = createLifetime();
  const badge = createBadge();
  const settings = watchSettings(() => {
    void tell('settings-changed');
    cleaner.look();
    pages.publish();
  });
  let isBusy = false;
  const desk = offscreenDocument();
  const openLine = desk && createLineToDesk(desk, systemClock, () => isBusy);
  const clipboard = createBackgroundClipboard(openLine, () => pages.publish());
  const lock = createOwnerLock();
  const ownership = createOwnership(lock.isStillHeld);
  const readers = createPartReaders(systemClock);
  const blobs = createBlobStore(connection, ownership, isInPrivateWindow());
  const thumbnails = createThumbnailStore(connection, ownership);
  const engine = createEngine({
    journal: createJournal(connection, ownership),
    blobs,
    readers,
    transport: createBackgroundTransport(openLine),
    clock: systemClock,
    limits: defaultSlotLimits,
    newJobId: () => parse(jobIdSchema, crypto.randomUUID(), 'a new id'),
    // An upload begins with what is stored at that moment; for its other calls a change that is on its way may be late.
    destinationFor: async ({ destination, session }) =>
      destinationOf(destination, await (session === undefined ? loadSettings() : settings.latest())),
    readAgain,
    prepare: createPreparer(systemClock, treatPicture),
    isOnline: () => navigator.onLine,
    bandwidthLimit: () => settings.lastRead()?.bandwidthLimit ?? undefined,
    termsOf: ({ destination }) => termsOf(destination, settings.lastRead()),
    onChange() {
      pages.publish();
      tellBriefly();
    },
    onProgress: () => pages.publish(),
    onOutlook(outlook) {
      isBusy = outlook.isBusy;
      lifetime.expect(outlook);
      refresh(outlook.isBusy);
    },
    onStep(event, { job }) {
      if (event.type === 'blob-staged') void makeThumbnail(job, blobs, thumbnails);
    },
    onEnd: () => cleaner.look(),
  });

  const notifier = createNotifier((id) => {
    const jobId = jobOfNotice(id);
    if (jobId !== undefined) void openUploads(jobId);
  });
  const copier = createLinkCopier({
    async wanted() {
      const { links } = await settings.latest();
      return links.copiesByItself && (await clipboard.isAllowed()) ? links : undefined;
    },
    write: clipboard.write,
    nowMs: Date.now,
    onCopied: () => pages.publish(),
  });
  const tellNews = createNewsTeller({
    waits: createToldWaits(connection),
    ends: createToldEnds(connection),
    wanted: async () => (await settings.latest()).notifications,
    isPageSeen,
    onClipboard: copier.onClipboard,
    show: notifier.show,
    nowMs: Date.now,
    later: (act) => setTimeout(act, TOLD_TOGETHER_MS),
  });

  // Of thousands of uploads each changes many times, and each time all of them are looked at.
  let jobsLooked = 0;
  const tellBriefly = throttle(
    async () => {
      const views = engine.views();
      jobsLooked = views.length;
      badge.show(badgeOf(views));
      copier.look(views);
      tellNews(views);
      if (views.length > 0) await history.kept();
    },
    () => lookIntervalMs(jobsLooked),
  );

  const cleaner = createHistoryCleaner(
    async () => (await settings.latest()).history,
    async (limits) => {
      const { isReadOnly } = await recovery.done;
      if (!isReadOnly) await engine.history.clean(limits);
    },
  );
  const owned = Promise.all([lock.take().then(protectStorage), settings.latest()]);
  const recover = () => owned.then(() => engine.recover());
  const recovery = recoverPatiently(recover, systemClock, (nextWakeMs) => {
    lifetime.expect({ isBusy: false, nextWakeMs });
    pages.publish();
  });
  const pages = createSnapshotPorts(snapshot);
  const refresh = createTicker(() => pages.publish(), REFRESH_MS);

  async function snapshot(revision: number): Promise<Snapshot> {
    const outcome = await recovery.latest();
    const isUnavailable = outcome.kind === 'failed';
    const { quarantined, isReadOnly } = isUnavailable ? { quarantined: 0, isReadOnly: false } : outcome.state;
    const { profiles, bandwidthLimit, guard, links } = await settings.latest();
    const [first, ...others] = profiles;
    const isHistoryCleared = await history.isCleared();
    const last = copier.last();
    const copies = (await clipboard.isAllowed()) && {
      backgroundCopies: last === undefined ? {} : { last },
    };
    const list = isUnavailable
      ? { jobs: [], hasOlder: false }
      : { jobs: [...engine.views()], hasOlder: engine.hasOlder() };
    return {
      revision,
      quarantined,
      isUnavailable,
      isReadOnly,
      isHistoryCleared,
      bandwidthLimit,
      links,
      ...copies,
      confirmOver: { bytes: guard.confirmBytes, files: guard.confirmFiles },
      profiles: [viewOfProfile(first), ...others.map(viewOfProfile)],
      ...list,
    };
  }

  async function historyLossSeen(): Promise<void> {
    await history.seen();
    pages.publish();
  }

  // What wakes the worker may be what its jobs wait for: they are told once they have been read.
  const wishes = createHostWishes(connection, hostPermissions.has, (jobId) => engine.tryAgain(jobId));
  async function tell(event: WorldEvent): Promise<void> {
    await recovery.done;
    engine.tell(event);
    if (event === 'permission-granted') await wishes.fulfil();
  }
  listenToTheWorld((event) => void tell(event));
  const addOnce = createFileAdder(engine);
  listenForRequests({
    engine,
    recovery,
    snapshot,
    historyLossSeen,
    wishes,
    thumbnails: thumbnails.read,
    addOnce,
    addPictures: createPictureAdder(engine),
    check: readers.check,
  });
  void recovery.done.then(() => {
    // Before any of them goes on: what ends from now on is news.
    const views = engine.views();
    copier.look(views);
    tellNews(views);
    cleaner.look();
  });
  listenForCaptures({ engine, recovered: recovery.done });
  welcomeOnce();
});
