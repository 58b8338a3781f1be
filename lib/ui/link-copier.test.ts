import { expect, test, vi } from 'vitest';
import type { LinkSettings } from '../protocol/link-settings.ts';
import type { JobView } from '../protocol/messages.ts';
import { sampleView } from './testing/sample-view.ts';

vi.mock('wxt/browser', () => ({ browser: { i18n: { getMessage: (key: string) => key } } }));
const { createLinkCopier } = await import('./link-copier.ts');

const START_MS = 1_000;
const old = (name: string) => sampleView({ name, createdAtMs: 1 });
const ended = (job: JobView): JobView => ({
  ...job,
  state: 'succeeded',
  link: `https://cdn.example/${job.name}`,
});

/** The life of one background. */
function life() {
  const settings: LinkSettings = { format: 'markdown', template: '', copiesByItself: true };
  const world = { isWanted: true, isWritable: true };
  const written: string[] = [];
  const onCopied = vi.fn();
  const copier = createLinkCopier({
    wanted: async () => (world.isWanted ? settings : undefined),
    write: async (text) => {
      if (world.isWritable) written.push(text);
      return world.isWritable;
    },
    nowMs: () => START_MS,
    onCopied,
  });
  /** Shows it what there is. @returns whose links are on the clipboard then */
  async function sees(...views: readonly JobView[]) {
    copier.look(views);
    return await copier.onClipboard();
  }
  return { world, written, onCopied, copier, sees };
}

test('links of uploads that were under way together are copied as one text, a line each, in the person’s format', async () => {
  const { sees, written, copier, onCopied } = life();
  const [a, b] = [old('a'), old('b')];
  await sees(a, b);
  expect(await sees(ended(a), b)).toEqual([a.id]);
  expect(await sees(ended(a), ended(b))).toEqual([a.id, b.id]);
  await sees(ended(a), ended(b));
  const [first, second] = ['[a](https://cdn.example/a)', '[b](https://cdn.example/b)'];
  expect(written).toEqual([first, `${first}\n${second}`]);
  expect(copier.last()).toEqual({ atMs: START_MS, links: 2, isOnClipboard: true });
  expect(onCopied).toHaveBeenCalledTimes(2);
});

test('what had ended before this background began is not copied, what it has gone on with is', async () => {
  const { sees, written } = life();
  const [before, goesOn] = [old('before'), old('goes on')];
  await sees(ended(before), goesOn);
  expect(written).toEqual([]);
  await sees(ended(before), ended(goesOn));
  expect(written).toEqual(['[goes on](https://cdn.example/goes%20on)']);
});

test('nothing is copied while it is not wanted or left to the pages, nor afterwards what ended then', async () => {
  const { sees, world, written, copier } = life();
  const [a, b] = [old('a'), old('b')];
  await sees(a, b);
  world.isWanted = false;
  await sees(ended(a), b);
  world.isWanted = true;
  await sees(ended(a), b);
  expect(written).toEqual([]);
  expect(copier.last()).toBeUndefined();
  await sees(ended(a), ended(b));
  expect(written).toEqual(['[b](https://cdn.example/b)']);
});

test('what could not be copied is told, and is not taken for being on the clipboard', async () => {
  const { sees, world, copier } = life();
  const job = old('a');
  await sees(job);
  world.isWritable = false;
  expect(await sees(ended(job))).toEqual([]);
  expect(copier.last()).toEqual({ atMs: START_MS, links: 1, isOnClipboard: false });
});
