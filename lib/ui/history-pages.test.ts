import { expect, test } from 'vitest';
import { everything } from '../core/history-query.ts';
import type { UploadJob } from '../core/job.ts';
import { createEntry } from '../engine/job-entry.ts';
import { viewOfJob } from '../engine/job-view.ts';
import { sampleJob } from '../engine/testing/sample-job.ts';
import type { Reply, Request } from '../protocol/messages.ts';
import { historyPages } from './history-pages.ts';

const view = (facts: Partial<UploadJob>) => viewOfJob(createEntry(sampleJob(facts)), 0);
const over = (createdAtMs: number) => view({ createdAtMs, state: { name: 'cancelled' } });
const error = { code: 'network', message: '', details: {} } as const;

/** A background that has these pages of the history. */
function clientOf(pages: readonly (readonly ReturnType<typeof view>[])[]) {
  const asked: unknown[] = [];
  return {
    asked,
    async send(request: Request): Promise<Reply> {
      asked.push(request);
      const jobs = [...(pages[asked.length - 1] ?? [])];
      return { kind: 'history', jobs, hasMore: asked.length < pages.length };
    },
  };
}

async function all<T>(pages: AsyncIterable<T>): Promise<readonly T[]> {
  const list: T[] = [];
  for await (const page of pages) list.push(page);
  return list;
}

test('what is not over comes from the page, what is over from the journal, page after page', async () => {
  const [newest, middle, oldest] = [over(3), over(2), over(1)];
  const told = [
    view({ createdAtMs: 9 }),
    view({ createdAtMs: 8, state: { name: 'failed', error, canRetry: true, atMs: 0 } }),
    newest,
  ];
  const client = clientOf([[newest], [middle, oldest]]);
  const pages = await all(historyPages(client, { ...everything, sort: 'name' }, told));
  expect(pages).toEqual([told.slice(0, 2), [newest], [middle, oldest]]);
  expect(client.asked).toMatchObject([
    { query: { sort: 'newest' } },
    { query: { sort: 'newest' }, after: { id: newest.id, createdAtMs: 3 } },
  ]);
});

test('a history that can’t be read is no short one', async () => {
  const send = async (): Promise<Reply> => ({ kind: 'refused', refusal: 'failed' });
  await expect(all(historyPages({ send }, everything, []))).rejects.toThrow('can’t be read');
});
