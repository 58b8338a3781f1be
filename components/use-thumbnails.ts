import { useEffect, useState } from 'preact/hooks';
import type { PagePicture, Thumbnail } from '../lib/protocol/page-pictures.ts';
import { keyOf, type PickerSource } from '../lib/ui/picker-source.ts';

/** How many are asked for at a time, and by how many questions at once: one that loads slowly holds up few others. */
const BATCH = 50;
const QUESTIONS = 3;

const none: Thumbnail = { src: null, width: 0, height: 0 };

/** Small drawings of pictures by their keys, as the pages make them. */
export function useThumbnails(
  source: PickerSource,
  pictures: readonly PagePicture[],
): ReadonlyMap<string, Thumbnail> {
  const [thumbnails, setThumbnails] = useState<ReadonlyMap<string, Thumbnail>>(new Map());

  useEffect(() => {
    let isWanted = true;
    const batches = batchesOf(pictures.filter((picture) => !thumbnails.has(keyOf(picture))));
    async function work(): Promise<void> {
      for (let batch = batches.shift(); batch !== undefined && isWanted; batch = batches.shift()) {
        const asked = batch;
        const drawn = await source.thumbnails(asked).catch(() => asked.map(() => none));
        if (!isWanted) return;
        setThumbnails(
          (known) =>
            new Map([...known, ...asked.map((one, index) => [keyOf(one), drawn[index] ?? none] as const)]),
        );
      }
    }
    for (let question = 0; question < QUESTIONS; question++) void work();
    return () => {
      isWanted = false;
    };
  }, [source, pictures]);

  return thumbnails;
}

/** A frame draws only its own. */
function batchesOf(pictures: readonly PagePicture[]): PagePicture[][] {
  const batches: PagePicture[][] = [];
  for (const picture of pictures) {
    const last = batches.at(-1);
    const [first] = last ?? [];
    const isSameFrame = first?.tabId === picture.tabId && first.frameId === picture.frameId;
    if (last !== undefined && isSameFrame && last.length < BATCH) last.push(picture);
    else batches.push([picture]);
  }
  return batches;
}
