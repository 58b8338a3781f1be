import pLimit from 'p-limit';
import * as v from 'valibot';
import type { Runtime } from 'webextension-polyfill';
import { browser } from 'wxt/browser';
import type { JobId } from '../../lib/core/job.ts';
import { MAX_FILE_SIZE_BYTES } from '../../lib/core/part-plan.ts';
import type { ProfileId } from '../../lib/core/profile.ts';
import { storeInFolder } from '../../lib/core/relative-folder.ts';
import { withPath } from '../../lib/core/store-path.ts';
import { type SourceTrouble, toUploadError } from '../../lib/core/upload-error.ts';
import type { Engine } from '../../lib/engine/engine.ts';
import type { AddedFile, Target } from '../../lib/engine/file-adder.ts';
import type { Recovery } from '../../lib/engine/patient-recovery.ts';
import type { FileVerdict } from '../../lib/engine/same-file.ts';
import type { AgainOutcome } from '../../lib/engine/upload-again.ts';
import { guardOfChosen } from '../../lib/engine/upload-guard.ts';
import { hostPermissions } from '../../lib/platform/host-permissions.ts';
import type { HostWishes } from '../../lib/platform/host-wishes.ts';
import { isOwnPage } from '../../lib/platform/own-page.ts';
import { changeSettings, loadSettings } from '../../lib/platform/settings-store.ts';
import {
  type Refusal,
  type Reply,
  type Request,
  requestSchema,
  type Snapshot,
} from '../../lib/protocol/messages.ts';
import type { PickedPicture } from '../../lib/protocol/page-pictures.ts';
import { readPolicy } from '../../lib/protocol/policy.ts';
import { warningsOf } from '../../lib/protocol/policy-warnings.ts';
import { captureAddress } from './menu-captures.ts';
import { profileFor, targetFromSettings } from './target-from-settings.ts';

interface Background {
  readonly engine: Engine;
  readonly recovery: Recovery;
  snapshot(revision: number): Promise<Snapshot>;
  historyLossSeen(): Promise<void>;
  readonly wishes: HostWishes;
  /** Small pictures of jobs, in their order; null where there is none. */
  thumbnails(jobIds: readonly JobId[]): Promise<readonly (string | null)[]>;
  /** Adds a chosen file, unless it is on its way already. */
  addOnce(file: File, target: Target): Promise<AddedFile>;
  /** Begins an upload for each picture: its id, or null where it can't be begun. */
  addPictures(pictures: readonly PickedPicture[], chosen?: ProfileId): Promise<readonly (JobId | null)[]>;
  /** Rejects when a file can't be read. */
  check(file: File): Promise<void>;
}

/** How long a file may take to show that it can be read before it is added all the same. */
const CHECK_MS = 1_000;

/** Files that are taken at the same time: of a folder of thousands, the first are on their way before the last are read. */
const takeTurns = pLimit(32);

const done: Reply = { kind: 'done' };
const refused = (refusal: Refusal): Reply => ({ kind: 'refused', refusal });

const attachReplies: Readonly<Record<FileVerdict | 'unwanted', Reply>> = {
  same: done,
  unproven: done,
  other: refused('other-file'),
  unwanted: refused('other-file'),
  changed: refused('changed-file'),
  unreadable: refused('unreadable-file'),
};

function againReply(outcome: AgainOutcome | undefined): Reply {
  switch (outcome?.kind) {
    case 'added':
      return { kind: 'added', jobId: outcome.jobId, warnings: [] };
    case 'refused':
      return attachReplies[outcome.verdict];
    case 'needs-file':
    case undefined:
      return refused('failed');
  }
}

/** Answers the requests of our own pages, and of nobody else. Every request gets a reply. */
export function listenForRequests(background: Background): void {
  browser.runtime.onMessage.addListener((message: unknown, sender: Runtime.MessageSender) =>
    isOwnPage(sender) ? reply(background, message) : Promise.resolve(refused('not-allowed')),
  );
  // Chromium carries a File only in the service worker's own messages; their senders are same-origin by nature.
  self.addEventListener('message', (event: MessageEvent) => {
    if (event.origin !== self.location.origin) return;
    const answered = reply(background, event.data).then((answer) => event.ports[0]?.postMessage(answer));
    if (isExtendable(event)) event.waitUntil(answered);
  });
}

function isExtendable(event: object): event is { waitUntil(work: Promise<unknown>): void } {
  return 'waitUntil' in event;
}

async function reply(background: Background, message: unknown): Promise<Reply> {
  const request = v.safeParse(requestSchema, message);
  if (!request.success) return refused('bad-request');
  try {
    // A person who asks for something may have made room on the disk.
    const { kind } = await background.recovery.attempt();
    if (kind === 'failed') return await withoutJobs(background, request.output);
    return await carryOut(background, request.output);
  } catch {
    return refused('failed');
  }
}

/** What can be answered while the journal can't be opened. */
async function withoutJobs({ snapshot }: Background, { type }: Request): Promise<Reply> {
  return type === 'list-jobs' ? { kind: 'snapshot', snapshot: await snapshot(0) } : refused('unavailable');
}

async function carryOut(background: Background, request: Request): Promise<Reply> {
  const { engine, snapshot, historyLossSeen, wishes } = background;
  switch (request.type) {
    case 'add-file':
      return await takeTurns(() => addFile(background, request));
    case 'add-address':
      return await addAddress(background, request);
    case 'add-pictures':
      return {
        kind: 'pictures-added',
        jobIds: [...(await background.addPictures(request.pictures, request.profile))],
      };
    case 'list-jobs':
      return { kind: 'snapshot', snapshot: await snapshot(0) };
    case 'attach-file':
      return attachReplies[await engine.attachFile(request.jobId, request.file)];
    case 'command-job':
      engine.command(request.jobId, request.command);
      return done;
    case 'remove-job':
      await engine.remove(request.jobId);
      return done;
    case 'retry-when-allowed':
      await wishes.add(request.jobId, request.origin);
      return done;
    case 'thumbnails':
      return { kind: 'thumbnails', thumbnails: [...(await background.thumbnails(request.jobIds))] };
    case 'show-older':
      await engine.showOlder();
      return done;
    case 'search-history': {
      const { jobs, hasMore } = await engine.history.search(request.query, request.after);
      return { kind: 'history', jobs: [...jobs], hasMore };
    }
    case 'clear-history':
      await engine.history.clean({ mostJobs: 0 });
      return done;
    case 'upload-again':
      return againReply(await engine.uploadAgain(request.jobId));
    case 'upload-file-again':
      return againReply(await engine.uploadAgain(request.jobId, request.file));
    case 'set-bandwidth-limit':
      await changeSettings((settings) => ({ ...settings, bandwidthLimit: request.bytesPerSecond }));
      return done;
    case 'history-loss-seen':
      await historyLossSeen();
      return done;
  }
}

async function addFile(
  { addOnce, check }: Background,
  { file, folder, profile: chosen, path }: Extract<Request, { type: 'add-file' }>,
): Promise<Reply> {
  const settings = await loadSettings();
  const profile = profileFor(settings, { chosen });
  if (profile === undefined) return refused('no-profile');
  const { apiKey, policy } = profile;
  const place = withPath(profile.store, path);
  if (apiKey === '') return refused('no-api-key');
  if (file.size === 0) return refused('empty-file');
  if (file.size > MAX_FILE_SIZE_BYTES) return refused('file-too-large');
  const store = folder === undefined ? place : storeInFolder(place, folder);
  if (store === undefined) return refused('path-too-long');
  const trouble = await sourceTrouble(check(file));
  if (trouble !== undefined) return refused(trouble === 'deleted' ? 'missing-file' : 'unreadable-file');
  const target = {
    ...(await targetFromSettings(settings, profile)),
    ...(folder !== undefined && { folder }),
    store,
    guard: guardOfChosen(settings.guard),
  };
  const { jobId, isKnown } = await addOnce(file, target);
  if (isKnown) return { kind: 'already', jobId };
  const signed = policy === '' ? undefined : readPolicy(policy).policy;
  const facts = { sizeBytes: file.size, store, nowMs: Date.now() };
  return { kind: 'added', jobId, warnings: signed === undefined ? [] : [...warningsOf(signed, facts)] };
}

async function addAddress(
  { engine, wishes }: Background,
  { url, profile: chosen, path }: Extract<Request, { type: 'add-address' }>,
): Promise<Reply> {
  const settings = await loadSettings();
  const profile = profileFor(settings, { chosen });
  if (profile === undefined) return refused('no-profile');
  if (profile.apiKey === '') return refused('no-api-key');
  const { origin } = new URL(url);
  const isAllowed = hostPermissions.hasSoon(origin);
  const { page, ...capture } = captureAddress(
    url,
    async () => (await isAllowed) || (await hostPermissions.has(origin)),
  );
  const target = await targetFromSettings(settings, profile, page);
  const jobId = await engine.add({
    ...capture,
    mimetype: '',
    sizeBytes: 0,
    ...target,
    store: withPath(target.store, path),
  });
  // Whoever takes their time to answer is heard, too.
  void isAllowed.then((isNow) => (isNow ? undefined : wishes.add(jobId, origin)));
  return { kind: 'added', jobId, warnings: [] };
}

/** What is wrong with a file, when that shows at once; a slow one is given its time once it is added. */
async function sourceTrouble(checked: Promise<void>): Promise<SourceTrouble | undefined> {
  const inTime = new Promise<undefined>((resolve) => setTimeout(resolve, CHECK_MS));
  const trouble = checked.then(
    () => undefined,
    (thrown) => toUploadError(thrown).details.source,
  );
  return await Promise.race([trouble, inTime]);
}
