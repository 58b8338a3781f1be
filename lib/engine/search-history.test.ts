import fc from 'fast-check';
import { expect, test } from 'vitest';
import { everything, type HistoryQuery, historySorts, orderOf } from '../core/history-query.ts';
import type { UploadJob } from '../core/job.ts';
import { createMemoryDisk, newMemoryProcess } from './memory-disk.ts';
import { createMemoryJournal } from './memory-journal.ts';
import { FINISHED_PAGE } from './ports.ts';
import { searchHistory } from './search-history.ts';
import { newJobId, sampleJob } from './testing/sample-job.ts';

const over = (facts: Partial<UploadJob>) => sampleJob({ state: { name: 'cancelled' }, ...facts });

async function journalOf(jobs: readonly UploadJob[]) {
  const journal = createMemoryJournal(createMemoryDisk(), newMemoryProcess());
  await journal.open();
  await journal.commit(jobs.map((job) => ({ type: 'save-job', job })));
  let pages = 0;
  return {
    pages: () => pages,
    async listFinished(...args: Parameters<typeof journal.listFinished>) {
      pages += 1;
      return await journal.listFinished(...args);
    },
  };
}

/** All pages of a search. */
async function findAll(journal: Awaited<ReturnType<typeof journalOf>>, query: HistoryQuery) {
  const found: UploadJob[] = [];
  while (true) {
    const { jobs, hasMore } = await searchHistory(journal, query, found.at(-1));
    expect(jobs.length).toBeLessThanOrEqual(FINISHED_PAGE);
    found.push(...jobs);
    if (!hasMore) return found;
    expect(jobs).toHaveLength(FINISHED_PAGE);
  }
}

const many = Array.from({ length: 230 }, (_, index) =>
  over({
    name: `${index === 0 ? 'oldest ' : ''}${index % 3 === 0 ? 'third ' : ''}${index}.txt`,
    sizeBytes: (index * 7) % 11,
    createdAtMs: Math.floor(index / 2),
  }),
);

test.each(historySorts)('page by page a search in the order "%s" gives each upload once', async (sort) => {
  const journal = await journalOf(many);
  const found = await findAll(journal, { ...everything, sort });
  expect(found.map(({ id }) => id)).toEqual(many.toSorted(orderOf(sort)).map(({ id }) => id));
});

test('only those that are looked for are found, however old', async () => {
  const journal = await journalOf(many);
  const found = await findAll(journal, { ...everything, text: 'third' });
  expect(found).toHaveLength(Math.ceil(many.length / 3));
  expect((await findAll(journal, { ...everything, text: 'oldest' })).map(({ id }) => id)).toEqual([
    many[0]?.id,
  ]);
});

test('the newest are found in as many pages as they take, and what is too old is not read', async () => {
  const journal = await journalOf(many);
  await searchHistory(journal, { ...everything, kind: 'documents' });
  expect(journal.pages()).toBe(2);
  const { jobs } = await searchHistory(journal, { ...everything, sinceMs: 110 });
  expect(jobs).toHaveLength(10);
  expect(journal.pages()).toBe(3);
});

test('an upload that is not over is none of the history', async () => {
  const journal = await journalOf([sampleJob(), over({})]);
  expect(await findAll(journal, { ...everything, sort: 'name' })).toHaveLength(1);
});

test('any history is found whole in any order, also when uploads began at the same time', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.constantFrom(...historySorts),
      fc.array(fc.record({ createdAtMs: fc.nat(3), sizeBytes: fc.nat(3), name: fc.constantFrom('a', 'b') }), {
        maxLength: 120,
      }),
      async (sort, facts) => {
        const jobs = facts.map((fact) => over({ id: newJobId(), ...fact }));
        const found = await findAll(await journalOf(jobs), { ...everything, sort });
        expect(found.map(({ id }) => id)).toEqual(jobs.toSorted(orderOf(sort)).map(({ id }) => id));
      },
    ),
    { numRuns: 20 },
  );
});
