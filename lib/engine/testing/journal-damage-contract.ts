import { expect, test } from 'vitest';
import { type CreateShelf, openShelf, reopen } from './journal-shelf.ts';
import { newJobId, sampleJob, samplePart } from './sample-job.ts';

/** Records that can’t be read, jobs that break the boot, and the journal of a newer version. */
export function describeDamage(createShelf: CreateShelf): void {
  test('L11: bad boots are remembered, and a job that is set aside is counted and kept', async () => {
    const { shelf, journal } = await openShelf(createShelf);
    const [bad, good] = [sampleJob({ name: 'poison' }), sampleJob()];
    await journal.commit([
      { type: 'save-job', job: bad },
      { type: 'save-job', job: good },
      { type: 'save-bad-boots', badBoots: { [bad.id]: 2 } },
    ]);
    const { journal: next, badBoots } = await reopen(shelf);
    expect(badBoots).toEqual({ [bad.id]: 2 });
    await next.commit([
      { type: 'set-aside', jobId: bad.id },
      { type: 'set-aside', jobId: newJobId() },
      { type: 'save-bad-boots', badBoots: {} },
    ]);
    const last = await reopen(shelf);
    expect(last).toMatchObject({ jobs: [good], badBoots: {}, quarantined: 1 });
    expect(JSON.stringify(await shelf.dump())).toContain('poison');
  });

  test('Q7: a broken record is set aside, counted each time, and harms no other', async () => {
    const { shelf, journal } = await openShelf(createShelf);
    const job = sampleJob();
    await journal.commit([
      { type: 'save-job', job },
      { type: 'save-part', jobId: job.id, part: samplePart(1) },
    ]);
    const broken = { ...sampleJob(), state: { name: 'dancing' } };
    await shelf.layJob(broken.id, broken);
    await shelf.layJob(newJobId(), 'torn');
    for (let time = 0; time < 2; time += 1) {
      const next = await reopen(shelf);
      expect(next).toMatchObject({ jobs: [job], quarantined: 2, isReadOnly: false });
      expect(await next.journal.listParts(job.id)).toEqual([samplePart(1)]);
    }
    // It is not destroyed: a later version may know how to read it.
    expect(JSON.stringify(await shelf.dump())).toContain('dancing');
  });

  test('Q7 L11: a part with a broken record is not stored, the others are', async () => {
    const { shelf, journal } = await openShelf(createShelf);
    const { id } = sampleJob();
    await journal.commit([{ type: 'save-part', jobId: id, part: samplePart(1) }]);
    await shelf.layPart(id, 2, { partNumber: 2 });
    expect(await journal.listParts(id)).toEqual([samplePart(1)]);
    await journal.commit([{ type: 'save-part', jobId: id, part: samplePart(2) }]);
    expect(await journal.listParts(id)).toEqual([samplePart(1), samplePart(2)]);
  });

  /** A journal with a job, a part and bytes that a newer version has taken. */
  async function newerShelf() {
    const { shelf, journal, blobs } = await openShelf(createShelf);
    const job = sampleJob();
    await blobs.put(job.id, new Blob(['bytes']));
    await journal.commit([
      { type: 'save-job', job },
      { type: 'save-part', jobId: job.id, part: samplePart(1) },
    ]);
    await shelf.makeNewer();
    await shelf.layJob(newJobId(), { shape: 'of the future' });
    return { shelf, journal, job, before: await shelf.dump() };
  }

  test('L10 I32: a newer version’s journal is shown and never written', async () => {
    const { shelf, job, before } = await newerShelf();
    const { journal, blobs } = shelf.openProcess();
    expect(await journal.open()).toEqual({ jobs: [job], badBoots: {}, quarantined: 0, isReadOnly: true });
    expect(await journal.listParts(job.id)).toEqual([samplePart(1)]);
    expect((await blobs.get(job.id))?.size).toBe(5);
    for (const change of [
      { type: 'save-job', job },
      { type: 'save-part', jobId: job.id, part: samplePart(2) },
      { type: 'clear-parts', jobId: job.id },
      { type: 'remove-job', jobId: job.id },
    ] as const) {
      await expect(journal.commit([change])).rejects.toMatchObject({
        name: 'UploadError',
        code: 'storage',
      });
    }
    expect(await shelf.dump()).toEqual(before);
  });

  test('L10 I32: the bytes that a newer version has staged are neither replaced nor removed', async () => {
    const { shelf, job, before } = await newerShelf();
    const { blobs } = shelf.openProcess();
    await expect(blobs.remove(job.id)).rejects.toMatchObject({ code: 'storage' });
    await expect(blobs.put(job.id, new Blob(['other']))).rejects.toMatchObject({ code: 'storage' });
    expect(await shelf.dump()).toEqual(before);
  });

  test('Q4 L10: a journal that a newer version takes while it is open writes no more', async () => {
    const { shelf, journal, job, before } = await newerShelf();
    const commit = journal.commit([{ type: 'remove-job', jobId: job.id }]);
    await expect(commit).rejects.toMatchObject({ code: 'storage' });
    expect(await shelf.dump()).toEqual(before);
  });
}
