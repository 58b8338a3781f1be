import { expect, test, vi } from 'vitest';
import type { JobId } from '../core/job.ts';
import { MAX_THUMBNAILS } from '../protocol/thumbnail.ts';
import { createThumbnailAsker } from './thumbnail-asker.ts';

const ids = (count: number) => Array.from({ length: count }, (_, index) => `job-${index}` as JobId);
const soon = (callback: () => void) => void setTimeout(callback, 5);

test('those wanted within a moment are asked for together, at most so many at a time, and once', async () => {
  const load = vi.fn(async (asked: readonly JobId[]) => asked.map((id) => `picture of ${id}`));
  const ask = createThumbnailAsker(load, soon);
  const wanted = ids(MAX_THUMBNAILS + 1);
  expect(await Promise.all(wanted.map(ask))).toEqual(wanted.map((id) => `picture of ${id}`));
  expect(load.mock.calls.map(([asked]) => asked.length)).toEqual([MAX_THUMBNAILS, 1]);
  expect(await Promise.all(wanted.map(ask))).toEqual(wanted.map((id) => `picture of ${id}`));
  expect(load).toHaveBeenCalledTimes(2);
});

test('what is not there yet is asked for again, and a background that is gone has none', async () => {
  const [id] = ids(1);
  if (id === undefined) throw new Error('there is no id');
  const load = vi.fn<(asked: readonly JobId[]) => Promise<readonly (string | null)[]>>();
  load
    .mockRejectedValueOnce(new Error('gone'))
    .mockResolvedValueOnce([null])
    .mockResolvedValueOnce(['there']);
  const ask = createThumbnailAsker(load, soon);
  expect([await ask(id), await ask(id), await ask(id), await ask(id)]).toEqual([
    null,
    null,
    'there',
    'there',
  ]);
  expect(load).toHaveBeenCalledTimes(3);
});
