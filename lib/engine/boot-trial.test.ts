import { expect, test } from 'vitest';
import type { UploadJob } from '../core/job.ts';
import { createBootTrial } from './boot-trial.ts';
import { createMemoryDisk, newMemoryProcess } from './memory-disk.ts';
import { createMemoryJournal } from './memory-journal.ts';
import type { Journal } from './ports.ts';
import { sampleJob } from './testing/sample-job.ts';

const never = new Promise<never>(() => undefined);

/** Three jobs on a disk, of which the second is poison. */
async function setUp() {
  const disk = createMemoryDisk();
  const journal = createMemoryJournal(disk, newMemoryProcess());
  await journal.open();
  const names = ['before', 'poison', 'after'];
  await journal.commit(names.map((name) => ({ type: 'save-job', job: sampleJob({ name }) })));
  return { disk, openJournal: () => createMemoryJournal(disk, newMemoryProcess()) };
}

/** One boot. @returns the names of the jobs that it took up */
async function boot(journal: Journal, takeUp: (job: UploadJob) => Promise<void>) {
  const { jobs, badBoots } = await journal.open();
  const inOrder = ['before', 'poison', 'after'].flatMap((name) => jobs.filter((job) => job.name === name));
  const taken: string[] = [];
  const trial = await createBootTrial(journal, badBoots, inOrder);
  for (const job of inOrder) if (await trial.attempt(job.id, () => takeUp(job))) taken.push(job.name);
  await trial.end();
  return taken;
}

const throwing = async ({ name }: UploadJob): Promise<void> => {
  if (name === 'poison') throw new Error('its parts can’t be read');
};

test('L11: a job that can’t be taken up is set aside after three boots, and the others go on at each', async () => {
  const { disk, openJournal } = await setUp();
  for (let time = 0; time < 3; time++) {
    expect(await boot(openJournal(), throwing)).toEqual(['before', 'after']);
    expect([disk.jobs.size, disk.quarantine.size]).toEqual([3, 0]);
  }
  expect(await boot(openJournal(), throwing)).toEqual(['before', 'after']);
  expect([disk.jobs.size, disk.quarantine.size]).toEqual([2, 1]);
  expect(disk.badBoots).toEqual({});
});

test('L11: a job that ends the process when it is taken up is found out, and does so no fifth time', async () => {
  const { disk, openJournal } = await setUp();
  let deaths = 0;
  for (let time = 0; time < 4; time++) {
    const death = new Promise<'dead'>((resolve) => {
      void boot(openJournal(), async ({ name }) => {
        if (name !== 'poison') return;
        deaths += 1;
        resolve('dead');
        await never;
      });
      setImmediate(() => setImmediate(() => resolve('dead')));
    });
    await death;
  }
  expect(deaths).toBe(3);
  expect(await boot(openJournal(), async () => undefined)).toEqual(['before', 'after']);
  expect(disk.quarantine.size).toBe(1);
});

test('L11: bad boots that are not in a row are forgotten', async () => {
  const { disk, openJournal } = await setUp();
  for (const isBad of [true, true, false, true, true]) {
    await boot(openJournal(), isBad ? throwing : async () => undefined);
  }
  expect([disk.jobs.size, disk.quarantine.size]).toEqual([3, 0]);
});

test('L11: a good boot writes twice, however many jobs there are', async () => {
  const { disk, openJournal } = await setUp();
  const journal = openJournal();
  let commits = 0;
  const counting: Journal = {
    ...journal,
    async commit(changes) {
      commits += 1;
      await journal.commit(changes);
    },
  };
  await boot(counting, async () => undefined);
  expect([commits, disk.badBoots]).toEqual([2, {}]);
});
