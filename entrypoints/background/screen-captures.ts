import { captureError } from '../../lib/capture/capture-error.ts';
import { firstOfSeveral } from '../../lib/capture/first-of-several.ts';
import { numberedName, pageFileName } from '../../lib/capture/page-file-name.ts';
import { takePageShots } from '../../lib/capture/page-shots.ts';
import { paintPictures } from '../../lib/capture/paint-pictures.ts';
import { shootRegion } from '../../lib/capture/region-shot.ts';
import { createScreenedPage } from '../../lib/capture/screened-page.ts';
import type { CaptureNote } from '../../lib/core/job.ts';
import { systemClock } from '../../lib/platform/system-clock.ts';
import { textLanguage } from '../../lib/ui/text-language.ts';
import { t } from '../../lib/ui/translate.ts';
import { camera } from './camera.ts';
import type { Capture, MenuClick } from './menu-captures.ts';
import { capturedPageOf } from './page-of.ts';

type Click = Pick<MenuClick, 'tab'>;

/** What is seen of a page, as it was in the click. */
export function captureScreenshot({ tab }: Click): Capture {
  const shot = camera.shootWindow(tab?.windowId, new AbortController().signal);
  // Whether it could be made is said by the upload.
  shot.catch(() => undefined);
  return { name: nameOf(tab), ...capturedPageOf(tab), getBlob: async () => ({ blob: await shot }) };
}

/** A region of what is seen of a page, once it is chosen; undefined when nobody wants it any more. */
export async function captureRegion({ tab }: Click): Promise<Capture | undefined> {
  const { signal } = new AbortController();
  const texts = {
    language: textLanguage(),
    title: t('regionTitle'),
    help: t('regionHelp'),
    size: t('regionSize', '{width}', '{height}'),
  };
  try {
    const blob = await shootRegion(screenedPage(tab, signal), texts);
    return blob && { name: nameOf(tab), ...capturedPageOf(tab), getBlob: async () => ({ blob }) };
  } catch (thrown) {
    // The upload says what went wrong.
    return {
      name: nameOf(tab),
      ...capturedPageOf(tab),
      getBlob: async () => {
        throw thrown;
      },
    };
  }
}

/** Pages of which pictures are being taken: two at once would scroll away each other's. */
const turns = new Map<number, Promise<unknown>>();

/**
 * All of a page.
 * @param add begins an upload for each picture after the first, of a page that is too large for one
 */
export function captureFullPage({ tab }: Click, add: (capture: Capture) => Promise<unknown>): Capture {
  const name = nameOf(tab);
  const page = capturedPageOf(tab);
  const getBlob = firstOfSeveral(
    async (signal, tell) => {
      const { shots, isCut, scrollsInside } = await inTurn(tab?.id ?? -1, () => {
        signal.throwIfAborted();
        return takePageShots(screenedPage(tab, signal), signal, tell);
      });
      const painted = await paintPictures(shots, signal);
      const note = noteOf({ isCut: isCut || painted.isCut, scrollsInside });
      const [first, ...others] = painted.pictures.map((blob, index, { length }) => ({
        blob,
        name: length === 1 ? name : numberedName(name, index + 1, length),
        ...(note !== undefined && { note }),
      }));
      if (first === undefined) throw captureError('page-too-large', tab?.url ?? '');
      return [first, ...others];
    },
    (other) => add({ name: other.name, ...page, getBlob: async () => other }),
  );
  return { name, ...page, getBlob };
}

const nameOf = (tab: Click['tab']): string => pageFileName(tab?.title ?? '', 'png', new Date());

/** What a person should know of a picture of a page that is not all of it. */
function noteOf(missing: {
  readonly isCut: boolean;
  readonly scrollsInside: boolean;
}): CaptureNote | undefined {
  if (missing.isCut) return 'page-cut';
  return missing.scrollsInside ? 'page-inside' : undefined;
}

function screenedPage(tab: Click['tab'], signal: AbortSignal) {
  return createScreenedPage(tab?.id ?? -1, camera, systemClock, signal);
}

async function inTurn<T>(tabId: number, work: () => Promise<T>): Promise<T> {
  const turn = (turns.get(tabId) ?? Promise.resolve()).then(work, work);
  turns.set(tabId, turn);
  try {
    return await turn;
  } finally {
    if (turns.get(tabId) === turn) turns.delete(tabId);
  }
}
