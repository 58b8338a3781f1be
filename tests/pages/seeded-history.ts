import type { Page } from 'puppeteer';
import type { UploadJob } from '../../lib/core/job.ts';
import { newJobId, sampleJob } from '../../lib/engine/testing/sample-job.ts';
import { HISTORY_PAGE } from '../../lib/protocol/messages.ts';

/** An upload that was stored. */
export function storedJob(index: number, facts: Partial<UploadJob> = {}): UploadJob {
  const id = newJobId();
  return sampleJob({
    id,
    name: `file ${index}.txt`,
    mimetype: 'text/plain',
    createdAtMs: index,
    state: {
      name: 'succeeded',
      file: { handle: `h${index}`, url: `https://cdn.example/h${index}`, container: 'c', key: `k/${index}` },
      elapsedMs: 1,
    },
    ...facts,
  });
}

/** Writes jobs that are over into the journal, past the background. To be done while that has not read it yet. */
export async function seedHistory(page: Page, jobs: readonly UploadJob[]): Promise<void> {
  for (let index = 0; index < jobs.length; index += 40 * HISTORY_PAGE) {
    const some = jobs.slice(index, index + 40 * HISTORY_PAGE);
    await page.evaluate(`new Promise((resolve, reject) => {
      const opening = indexedDB.open('uploads');
      opening.onerror = () => reject(opening.error);
      opening.onsuccess = () => {
        const change = opening.result.transaction('finished', 'readwrite');
        for (const job of ${JSON.stringify(some)}) change.objectStore('finished').put(job, job.id);
        change.onabort = () => reject(change.error);
        change.oncomplete = () => { opening.result.close(); resolve(); };
      };
    })`);
  }
}
