import { browser } from 'wxt/browser';
import { isFinal, type JobId } from '../core/job.ts';
import { type Refusal, type Reply, type Request, replySchema, type Snapshot } from '../protocol/messages.ts';
import { parse } from '../protocol/parse.ts';
import type { ChosenFile } from './choice.ts';
import type { ChosenTarget } from './chosen-target.ts';
import { watchSnapshots } from './watch-snapshots.ts';

/** A request that carries a file, by structured clone. */
type FileRequest = Extract<Request, { file: File }>;

/** What a page can have the background do. */
export interface BackgroundClient {
  /** Hands a file over, once and by reference; resolves when it can't be lost any more, or was refused. */
  addFile(chosen: ChosenFile, target?: ChosenTarget): Promise<Reply>;
  /** Gives a job its file again. */
  attachFile(jobId: JobId, file: File): Promise<Reply>;
  /** Uploads the file of a job that is over once more. */
  uploadAgain(jobId: JobId, file: File): Promise<Reply>;
  send(request: Exclude<Request, FileRequest>): Promise<Reply>;
  /**
   * Calls back with what is to be shown, now and after every change, whatever happens to the background; and with the
   * name of a file that this page still held and that a job can't go on with.
   */
  watch(show: (snapshot: Snapshot) => void, refuse: (refusal: Refusal, name: string) => void): void;
}

export function createBackgroundClient(): BackgroundClient {
  if ('serviceWorker' in navigator) void findWorker();
  // A file must be given again when it could not be copied and the background was restarted, or when a full disk has
  // lost the copy: it is held as long as its job may need it and the page is open.
  const heldFiles = new Map<JobId, File>();

  async function addFile(chosen: ChosenFile, target?: ChosenTarget): Promise<Reply> {
    const reply = await sendFile({ type: 'add-file', ...chosen, ...target });
    if (reply.kind === 'added' || reply.kind === 'already') heldFiles.set(reply.jobId, chosen.file);
    return reply;
  }
  const attachFile = (jobId: JobId, file: File) => sendFile({ type: 'attach-file', jobId, file });

  async function uploadAgain(jobId: JobId, file: File): Promise<Reply> {
    const reply = await sendFile({ type: 'upload-file-again', jobId, file });
    if (reply.kind === 'added') heldFiles.set(reply.jobId, file);
    return reply;
  }

  const beingGiven = new Set<JobId>();
  /** One that is refused is another file by now, and is not given again. */
  async function giveOnce(id: JobId, file: File): Promise<Refusal | undefined> {
    if (beingGiven.has(id)) return undefined;
    beingGiven.add(id);
    const reply = await attachFile(id, file).catch(() => undefined);
    if (reply?.kind === 'refused' && isAboutTheFile(reply.refusal)) heldFiles.delete(id);
    beingGiven.delete(id);
    return reply?.kind === 'refused' ? reply.refusal : undefined;
  }

  function giveHeldFiles({ jobs }: Snapshot, refuse: (refusal: Refusal, name: string) => void): void {
    for (const { id, state, canRetry, waiting, error } of jobs) {
      const file = heldFiles.get(id);
      if (file === undefined) continue;
      // A job with an error has tried this very file: it is for the person to choose again.
      if (waiting?.reason === 'file' && error === undefined) {
        void giveOnce(id, file).then((refusal) => refusal !== undefined && refuse(refusal, file.name));
      } else if (isFinal(state) && !canRetry) heldFiles.delete(id);
    }
  }

  return {
    addFile,
    attachFile,
    uploadAgain,
    send: throughRuntime,
    watch: (show, refuse) =>
      watchSnapshots((snapshot) => {
        giveHeldFiles(snapshot, refuse);
        show(snapshot);
      }),
  };
}

/** Other refusals may be over when it is given again. */
function isAboutTheFile(refusal: Refusal): boolean {
  return ['other-file', 'changed-file', 'unreadable-file', 'missing-file'].includes(refusal);
}

const sendFile = (request: FileRequest): Promise<Reply> =>
  'serviceWorker' in navigator ? throughWorker(request) : throughRuntime(request);

async function throughRuntime(request: Request): Promise<Reply> {
  return parse(replySchema, await browser.runtime.sendMessage(request), 'the reply of the background');
}

let knownWorker: ServiceWorker | null = null;

/** Learns the worker, so that a file can be handed over in the very moment it is chosen: the page may close right then. */
async function findWorker(): Promise<ServiceWorker | null> {
  knownWorker = (await navigator.serviceWorker.ready).active;
  return knownWorker;
}

/** Chromium's runtime messages turn a file into `{}`; those of the service worker itself carry it. */
async function throughWorker(request: FileRequest): Promise<Reply> {
  const worker = knownWorker?.state === 'activated' ? knownWorker : await findWorker();
  if (worker === null) return { kind: 'refused', refusal: 'failed' };
  const { port1, port2 } = new MessageChannel();
  const reply = new Promise<unknown>((resolve) => {
    port1.onmessage = (event) => resolve(event.data);
  });
  worker.postMessage(request, [port2]);
  return parse(replySchema, await reply, 'the reply of the background');
}
