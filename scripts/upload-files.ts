import { basename } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import type { Page } from 'puppeteer';
import type { JobView } from '../lib/protocol/messages.ts';
import { digestFile, digestObject, type S3Access } from './digest.ts';
import type { ExtensionBrowser } from './extension-browser.ts';
import { chooseFiles, hasEnded, readSnapshot, withoutMarks } from './uploads.ts';

/** One line of `npm start -- FILE`. */
export interface UploadResult {
  readonly name: string;
  readonly size: number;
  readonly mimetype: string;
  readonly handle: string | null;
  readonly url: string | null;
  readonly key: string | null;
  readonly container: string | null;
  readonly parts: number;
  readonly retries: number;
  readonly ms: number | null;
  /** Of the object as S3 gives it back. */
  readonly sha256: string | null;
  readonly verified: boolean;
  readonly error?: string;
}

/** Chooses one file in the real popup, waits for its end and compares what S3 then holds with the file. */
export async function uploadFile(
  extension: ExtensionBrowser,
  path: string,
  s3: S3Access,
  say: (line: string) => void,
): Promise<UploadResult> {
  const name = basename(path);
  const popup = await extension.openPopup();
  try {
    const refusal = readRefusal(popup);
    const added = await Promise.race([chooseFiles(popup, [path]), refusal]);
    if (typeof added === 'string') return failed(name, added);
    const job = await waitForEnd(popup, added[0] ?? '', say);
    return await verified(job, path, s3);
  } finally {
    await popup.close().catch(() => undefined);
  }
}

/** What the popup says when it does not take a file. */
async function readRefusal(popup: Page): Promise<string> {
  const text = await popup.waitForFunction(() => document.querySelector('[role=alert] p')?.textContent, {
    timeout: 0,
  });
  return withoutMarks(String(await text.jsonValue()));
}

async function waitForEnd(popup: Page, id: string, say: (line: string) => void): Promise<JobView> {
  for (;;) {
    const job = (await readSnapshot(popup)).jobs.find((candidate) => candidate.id === id);
    if (job === undefined) throw new Error('the upload has vanished from the list');
    say(`${job.name}: ${job.state}, part ${job.storedParts} of ${job.partCount}, ${job.retries} retries`);
    if (hasEnded(job)) return job;
    await wait(200);
  }
}

async function verified(job: JobView, path: string, s3: S3Access): Promise<UploadResult> {
  const { name, sizeBytes, mimetype, file, partCount, retries, elapsedMs, error } = job;
  const line = {
    name,
    size: sizeBytes,
    mimetype,
    handle: file?.handle ?? null,
    url: file?.url ?? null,
    key: file?.key ?? null,
    container: file?.container ?? null,
    parts: partCount,
    retries,
    ms: elapsedMs ?? null,
  };
  if (file?.key === undefined || file.container === undefined) {
    const said = error?.details.serverText;
    return {
      ...line,
      sha256: null,
      verified: false,
      error: error === undefined ? job.state : `${error.message}${said ? `: ${said}` : ''}`,
    };
  }
  const [source, stored] = await Promise.all([digestFile(path), digestObject(s3, file.container, file.key)]);
  const isEqual = source.sha256 === stored.sha256 && source.sizeBytes === stored.sizeBytes;
  return { ...line, sha256: stored.sha256, verified: isEqual };
}

function failed(name: string, error: string): UploadResult {
  const nothing = { handle: null, url: null, key: null, container: null, ms: null, sha256: null };
  return { name, size: 0, mimetype: '', parts: 0, retries: 0, ...nothing, verified: false, error };
}
