import * as v from 'valibot';
import type { Runtime } from 'webextension-polyfill';
import { browser } from 'wxt/browser';
import { MAX_FILE_SIZE_BYTES } from '../../lib/core/part-plan.ts';
import type { Engine } from '../../lib/engine/engine.ts';
import type { Recovery } from '../../lib/engine/patient-recovery.ts';
import { isOwnPage } from '../../lib/platform/own-page.ts';
import { loadSettings } from '../../lib/platform/settings-store.ts';
import {
  type Refusal,
  type Reply,
  type Request,
  requestSchema,
  type Snapshot,
} from '../../lib/protocol/messages.ts';
import { readPolicy } from '../../lib/protocol/policy.ts';
import { warningsOf } from '../../lib/protocol/policy-warnings.ts';

interface Background {
  readonly engine: Engine;
  readonly recovery: Recovery;
  snapshot(revision: number): Promise<Snapshot>;
  historyLossSeen(): Promise<void>;
}

const done: Reply = { kind: 'done' };
const refused = (refusal: Refusal): Reply => ({ kind: 'refused', refusal });

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

async function carryOut({ engine, snapshot, historyLossSeen }: Background, request: Request): Promise<Reply> {
  switch (request.type) {
    case 'add-file':
      return await addFile(engine, request.file);
    case 'list-jobs':
      return { kind: 'snapshot', snapshot: await snapshot(0) };
    case 'attach-file':
      return (await engine.attachFile(request.jobId, request.file)) ? done : refused('other-file');
    case 'command-job':
      engine.command(request.jobId, request.command);
      return done;
    case 'remove-job':
      await engine.remove(request.jobId);
      return done;
    case 'show-older':
      await engine.showOlder();
      return done;
    case 'history-loss-seen':
      await historyLossSeen();
      return done;
  }
}

async function addFile(engine: Engine, file: File): Promise<Reply> {
  const { apiKey, policy, store, upload: options } = await loadSettings();
  if (apiKey === '') return refused('no-api-key');
  if (file.size === 0) return refused('empty-file');
  if (file.size > MAX_FILE_SIZE_BYTES) return refused('file-too-large');
  const { name, size: sizeBytes, type: mimetype } = file;
  const getBlob = async () => file;
  const signed = policy === '' ? undefined : readPolicy(policy).policy;
  const warnings = signed === undefined ? [] : warningsOf(signed, { sizeBytes, store, nowMs: Date.now() });
  const jobId = await engine.add({ name, sizeBytes, mimetype, store, options, getBlob });
  return { kind: 'added', jobId, warnings: [...warnings] };
}
