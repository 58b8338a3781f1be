import { expect, test } from 'vitest';
import type { JobView } from '../protocol/messages.ts';
import { type EndedBatch, lookAtBatch } from './ended-links.ts';
import { sampleView } from './testing/sample-view.ts';

const [a, b] = [sampleView({ name: 'a' }), sampleView({ name: 'b' })];
const ended = (job: JobView): JobView => ({
  ...job,
  state: 'succeeded',
  link: `https://cdn.example/${job.name}`,
});

/** The names of what is copied at each look, and none where nothing is. */
function copiedAt(...looks: readonly (readonly JobView[])[]): readonly (readonly string[])[] {
  let batch: EndedBatch = { seen: [], ended: [] };
  return looks.map((jobs) => {
    const looked = lookAtBatch(batch, jobs, 0);
    batch = looked.batch;
    const names = looked.batch.ended.map((id) => jobs.find((job) => job.id === id)?.name ?? '');
    return looked.hasNews ? names : [];
  });
}

test('of uploads that are under way together all that have ended are copied at each end', () => {
  expect(copiedAt([a, b], [ended(a), b], [ended(a), b], [ended(a), ended(b)])).toEqual([
    [],
    ['a'],
    [],
    ['a', 'b'],
  ]);
});

test('what begins when nothing was under way is copied alone, even beside one that waits for the person', () => {
  const paused: JobView = { ...a, state: 'paused' };
  expect(copiedAt([a], [ended(a)], [ended(a), b], [ended(a), ended(b)]).at(-1)).toEqual(['b']);
  expect(copiedAt([paused, b], [paused, ended(b)]).at(-1)).toEqual(['b']);
});

test('what was stored before is not copied, nor what has failed or has no link', () => {
  const { link: _none, ...bare } = ended(b);
  expect(copiedAt([a, b], [{ ...a, state: 'failed' }, bare])).toEqual([[], []]);
  expect(lookAtBatch({ seen: [], ended: [] }, [ended(a)], a.createdAtMs + 1).hasNews).toBe(false);
});
